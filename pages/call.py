"""One conversation: what happened, who owned which slice of it, and every amount down to file and line."""

import streamlit as st

from telcost.web import drill, frame, state, story, words

report = frame.open_report("call")
conversation, line = state.read("conversation"), state.read("line")
drill.back(report)
if not conversation and not line:
    drill.nothing("Choose a call on the page Department.")

if line:
    story.explained(report, line)

if conversation:
    call = report.call(conversation)
    report.called(story.title(call))
    story.headline(report, call)
    with st.container(border=True):
        st.subheader("What happened, and whose it is", anchor=False)
        st.caption(words.plain(story.sentence(call)))
        story.timeline(call)
    story.amounts(report, call)

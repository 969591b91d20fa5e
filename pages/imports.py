"""Bring a file in, see what was read and what was set aside, and rebuild the month with it."""

import streamlit as st

from telcost.web import bringing, files, frame, rebuilding

desk = frame.open_desk("imports")

left, right = st.columns([8, 5], gap="small")
with left:
    bringing.upload(desk)
with right:
    rebuilding.rebuild(desk)

files.history(desk)

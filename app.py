"""The front door: which pages there are. Who may see one is the page's own first question."""

import streamlit as st

from telcost.web import frame

st.navigation(frame.pages(), position="hidden").run()

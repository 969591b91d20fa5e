"""The only folder that imports streamlit: the frame every page stands in, its tables and its pictures."""

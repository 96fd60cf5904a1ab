"""The Streamlit script: which pages there are and what every page shares."""

import streamlit as st

from board.components.view import current_view
from board.look.texts import texts

words = texts(current_view().language)
st.set_page_config(
    page_title=words("app.title"),
    page_icon="🛰️",
    layout="wide",
    initial_sidebar_state="collapsed",
)
st.navigation(
    [
        st.Page("pages/wall.py", title=words("page.wall"), default=True),
        st.Page("pages/district.py", title=words("page.district"), url_path="district"),
        st.Page("pages/pipeline.py", title=words("page.pipeline"), url_path="pipeline"),
    ],
    position="hidden",
).run()

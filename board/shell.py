"""The Streamlit script: which pages there are and what every page shares."""

import streamlit as st

from board import service
from board.components.view import current_view, say_if_elsewhere
from board.look.texts import texts
from board.viewer.page import Action
from board.viewer.rights import may

view = current_view()
words = texts(view.language)
running = service.current()
st.set_page_config(
    page_title=words("app.title"),
    page_icon="🛰️",
    layout="wide",
    initial_sidebar_state="collapsed",
)
chosen = st.navigation(
    [
        st.Page(
            page.script,
            title=words(f"page.{page.name}"),
            url_path=page.address,
            default=not page.address,
        )
        for page in running.pages.values()
        if may(view, Action.OPEN, page, running.snapshot.geography)
    ],
    position="hidden",
)
say_if_elsewhere(view)
chosen.run()

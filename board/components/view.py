"""The viewer's own choices, out of the address bar."""

from __future__ import annotations

import streamlit as st

from board import service
from board.viewer.scope import View, view_from


def current_view() -> View:
    """The division, language and theme that this browser asks for, validated."""
    geography = service.current().snapshot.geography
    return view_from(st.query_params.to_dict(), geography)

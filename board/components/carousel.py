"""The divisions that a wall goes through, as its address says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from board import service
from board.viewer.carousel import USUAL, carousel_from

if TYPE_CHECKING:
    from board.viewer.scope import View


def turning(view: View) -> dict[str, Any]:
    """What the wall's panel is told of it."""
    geography = service.current().snapshot.geography
    found = carousel_from(st.query_params.to_dict(), view, geography)
    scopes = [str(code) for code in found.scopes]
    return {"carousel": {"seconds": found.seconds, "usual": USUAL, "scopes": scopes}}

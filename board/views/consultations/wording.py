"""How units and decisions of consultations are said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from board.views.notices.wording import whom as unit_name

if TYPE_CHECKING:
    from board.reads.consultation_rows import Decided
    from board.viewer.page import Picture

__all__ = ["item_query", "unit_name", "who_does"]


def item_query(kind: str, item_id: str) -> str:
    """By which choices the page of an item shows it."""
    return urlencode({"kind": kind, "id": item_id})


def who_does(one: Decided, picture: Picture) -> str:
    """The unit that a decision names."""
    return unit_name(one.center_code, one.agency_code, picture)

"""Whose work a page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.viewer.seat import ROLES, seat_from

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.seat import Seat


def seat_of(picture: Picture) -> Seat:
    """The seat that the address names: who names no role is on duty."""
    return seat_from(picture.choices, picture.snapshot.geography, unnamed=ROLES[0])

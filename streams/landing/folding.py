"""The moves of a batch, one by one in their order, on what the store knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import astuple, replace

from streams.handling.fold import apply
from streams.handling.judging import MERGING
from streams.handling.state import opening
from streams.landing.log_rows import move_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.events import Move
    from streams.handling.fold import Verdict
    from streams.handling.rules import Rules
    from streams.handling.state import Handling
    from streams.landing.place import Place


def fold(
    moves: Iterable[tuple[Place, Move]], known: Iterable[Handling], rules: Rules
) -> tuple[list[Handling], list[tuple[Any, ...]]]:
    """The handling of every item that a move changed, and the rows of `move_log`: each
    move with the verdict on it and the handling that it left behind.
    """
    states = {(state.kind, state.item_id): state for state in known}
    touched: dict[tuple[str, str], Handling] = {}
    rows = []
    for place, move in moves:
        key = (move.kind, move.case_id)
        before = touched.get(key) or states.get(key) or opening(*key)
        after, verdict = apply(
            before, move, place.record_at, rules, _target_status(move, touched, states)
        )
        if after is not before:
            touched[key] = after
        said = (*place, *move_row(place.record_at, move), *astuple(verdict))
        rows.append((*said, left_behind(before, after, verdict)))
    return list(touched.values()), rows


def _target_status(
    move: Move, *known: Mapping[tuple[str, str], Handling]
) -> str | None:
    target = merged_into(move)
    if target is None:
        return None
    return next((found[target].status for found in known if target in found), None)


def merged_into(move: Move) -> tuple[str, str] | None:
    """The item whose state the verdict on a move depends on beside its own."""
    if move.move != MERGING or not (move.link_kind and move.link_id):
        return None
    return move.link_kind, move.link_id


def left_behind(before: Handling, after: Handling, verdict: Verdict) -> str | None:
    """The handling after a move as JSON without what is as in the beginning, or None
    when nobody would see a difference.
    """
    if verdict.verdict != "accepted" and before.first_move_at is not None:
        return None
    return msgspec.json.encode(replace(after, move_keys=[])).decode()

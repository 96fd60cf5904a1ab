"""Grave items of a playback, as the wall tells of them: what and where, no titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.playback_rows import PlayedGrave
from board.views.common.contents import Column, Table, table
from board.views.common.figures import epoch_ms
from board.views.playback.asking import GRAVE, window_of

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture


def grave(picture: Picture) -> Table:
    """Table `played_grave`: an item a row, and another where its facts changed; it is
    open from the end of step `from_no` to that of `until_no`, which it may not reach.
    """
    words = picture.words
    found = picture.answered.rows(GRAVE, PlayedGrave)
    return table(
        GRAVE,
        _columns(words),
        (_row(one, picture) for one in found),
        of_items=True,
        title=words("playback.grave"),
    )


def left_out(picture: Picture) -> int:
    """How many there was no room for."""
    found = picture.answered.rows(GRAVE, PlayedGrave)
    return found[0].total - len(found) if found else 0


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        *(Column(key=key, form="code") for key in ("kind", "id", "severity")),
        Column(key="severity_name", name=words("column.severity")),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.place")),
        Column(key="received_at", form="moment", name=words("column.received_at")),
        Column(key="from_at", form="moment", name=words("playback.from")),
        Column(key="until_at", form="moment", name=words("playback.until")),
        *(Column(key=key, form="count") for key in ("arrived_no", "from_no")),
        Column(key="until_no", form="count"),
        *(Column(key=key, form="degrees") for key in ("longitude", "latitude")),
    )


def _row(one: PlayedGrave, picture: Picture) -> dict[str, Any]:
    words, moments = picture.words, window_of(picture).moments
    until_at = None if one.until_no is None else moments[one.until_no]
    return {
        "kind": one.kind,
        "id": one.item_id,
        "severity": one.severity,
        "severity_name": words.known("severity_short", one.severity),
        "kind_name": words.short_kind(one.kind),
        "category": words.category(one.kind, one.category or ""),
        "place": picture.snapshot.geography.place(one.division_code, down_to="town"),
        "received_at": epoch_ms(one.received_at),
        "from_at": epoch_ms(moments[one.from_no]),
        "until_at": epoch_ms(until_at),
        "arrived_no": one.arrived_no,
        "from_no": one.from_no,
        "until_no": one.until_no,
        "longitude": one.longitude,
        "latitude": one.latitude,
    }

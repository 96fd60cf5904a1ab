"""What a sender asked the hub for, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from board.views.common.contents import Column, Table, table
from board.views.common.figures import epoch_ms
from streams.entries.listed import entry_name
from streams.entries.operations import Resend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.look.texts import Texts
    from board.reads import rows

RESEND = entry_name(Resend)


def requests(sent: Sequence[rows.DeskSent], words: Texts) -> Table:
    """One row per request to send a message again: when, which, and its result."""
    columns = (
        Column(key="at", form="moment", name=words("column.time")),
        Column(key="request", name=words("column.request")),
        Column(key="result", name=words("column.result")),
        Column(key="detail", name=words("column.detail")),
    )
    asked = (one for one in sent if one.entry == RESEND)
    return table(
        "requests",
        columns,
        (
            {
                "at": epoch_ms(one.record_at),
                "request": words("resend.request", **_place(one)),
                "result": result_text(one.result, words),
                "detail": one.detail or "",
            }
            for one in asked
        ),
    )


def result_text(result: str | None, words: Texts) -> str:
    """A result in words; one that is not there yet is waited for."""
    return words.known("resend_result", result or "waiting")


def _place(one: rows.DeskSent) -> dict[str, object]:
    place: dict[str, object] = msgspec.json.decode(one.details)
    return place

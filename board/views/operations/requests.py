"""What a sender asked the hub for, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from board.look.clock import stamp_text
from streams.events import Resend, entry_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from board.look.texts import Texts
    from board.reads import rows

RESEND = entry_name(Resend)


def requests(
    sent: Sequence[rows.DeskSent], words: Texts, now: datetime
) -> tuple[str, ...]:
    """One line per request to send a message again: when, which, and its result."""
    return tuple(
        " · ".join(
            filter(
                None,
                (
                    stamp_text(one.record_at, now),
                    words("resend.request", **_place(one)),
                    result_text(one.result, words),
                    one.detail,
                ),
            )
        )
        for one in sent
        if one.entry == RESEND
    )


def result_text(result: str | None, words: Texts) -> str:
    """A result in words; one that is not there yet is waited for."""
    return words.known("resend_result", result or "waiting")


def _place(one: rows.DeskSent) -> dict[str, object]:
    place: dict[str, object] = msgspec.json.decode(one.details)
    return place

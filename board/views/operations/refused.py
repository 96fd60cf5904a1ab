"""What was refused or noticed: rejects with what helps, alarms of the hub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import stamp_text
from board.views.operations.pipeline import topic_name

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads import rows

IDENTITY = "identity"
PLACE = re.compile(r"\$(?:\.\w+|\[[^\]]{0,20}\])+|cgc\.[\w.-]+(?:\[\d+\])?")
"""A path in a message, or a topic and its partition, as the hub writes them."""


class RejectRow(Struct, frozen=True, kw_only=True):
    """A refused message; its payload is masked and shown as text only."""

    key: str
    time: str
    topic: str
    place: str
    reason: str
    detail: str
    raw: str
    payload: str
    may_resend: bool


class AlarmRow(Struct, frozen=True):
    key: str
    time: str
    name: str
    detail: str
    raw: str


def rejects(snapshot: Snapshot, words: Texts, now: datetime) -> tuple[RejectRow, ...]:
    return tuple(
        RejectRow(
            key=reject_key(one),
            time=stamp_text(one.written_at, now),
            topic=topic_name(one.topic, words),
            place=f"{one.topic}[{one.partition_no}]@{one.offset_no}",
            reason=words.known("reason", one.reason),
            detail=_told("remedy", one.reason, one.detail, words),
            raw=one.detail,
            payload=one.payload,
            may_resend=not is_identity(one),
        )
        for one in snapshot.pipeline.rejects
    )


def alarms(snapshot: Snapshot, words: Texts, now: datetime) -> tuple[AlarmRow, ...]:
    """What the hub says now and what it wrote down, newest first, each once."""
    spoken = snapshot.health.alarms if snapshot.health else ()
    said = [(one.since, one.code, one.detail) for one in spoken]
    written = [
        (one.raised_at, one.alarm, one.detail) for one in snapshot.pipeline.alarms
    ]
    known = {(code, detail): at for at, code, detail in (*written, *said)}
    return tuple(
        AlarmRow(
            key=f"{code} {detail}",
            time=stamp_text(at, now),
            name=words.known("alarm", code),
            detail=_told("alarm_detail", code, detail, words),
            raw=detail,
        )
        for (code, detail), at in known.items()
    )


def _told(family: str, code: str, detail: str, words: Texts) -> str:
    """What helps, in the reader's language, and the place that the detail names."""
    places = ", ".join(dict.fromkeys(PLACE.findall(detail)))
    told = words.known(family, code) if f"{family}.{code}" in words.words else detail
    return f"{told} · {places}" if places and told != detail else told


def reject_key(one: rows.Reject) -> str:
    return f"{one.epoch}|{one.topic}|{one.partition_no}|{one.offset_no}"


def is_identity(one: rows.Reject) -> bool:
    """Identity is never sent again: nothing of it was kept, nothing of it shall be."""
    return one.reason.startswith(IDENTITY)

"""What was refused or noticed: rejects with what helps, alarms of the hub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.operations.pipeline import topic_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads import rows

IDENTITY = "identity"
PLACE = re.compile(
    r"\$(?:\.\w+|\[[^\]]{0,20}\])+|cgc\.[\w.-]+(?:\[\d+\])?"
    r"|\bkey [a-z0-9][a-z0-9._-]{0,63}(?= (?:does|ends|says|was) )"
)
"""A path in a message, a topic and its partition, or a key, as the hub writes them."""
BACKUP = r"board-\d{8}T\d{6}\.\d{3}Z"
ASKED = rf"python -m streams \w+(?: {BACKUP})?"
NAMED = re.compile(rf"{PLACE.pattern}|{BACKUP}(?=,| was)|{ASKED}")
"""In an alarm also a backup, and what helps at the hub's machine: no sender of messages
has a say in it.
"""


def rejects(snapshot: Snapshot, words: Texts) -> Contents:
    """Refused messages; their payloads are masked and shown as text only."""
    shown = ("topic", "place", "reason", "detail", "payload")
    columns = (
        Column(key="key", form="code"),
        Column(key="time", form="moment", name=words("column.time")),
        *(Column(key=key, name=words(f"column.{key}")) for key in shown),
        Column(key="raw"),
        Column(key="may_resend", form="flag"),
    )
    found = (_reject(one, words) for one in snapshot.pipeline.rejects)
    return Contents(
        title=words("label.rejects"),
        note=words("label.rejects_note"),
        notices=more(_unlisted(snapshot.pipeline.rejects), words),
        tables=(table("rejects", columns, found),),
    )


def _reject(one: rows.Reject, words: Texts) -> dict[str, Any]:
    return {
        "key": reject_key(one),
        "time": epoch_ms(one.written_at),
        "topic": topic_name(one.topic, words),
        "place": f"{one.topic}[{one.partition_no}]@{one.offset_no}",
        "reason": words.known("reason", one.reason),
        "detail": _told("remedy", one.reason, one.detail, words),
        "raw": one.detail,
        "payload": words("label.payload_deleted") if one.kept_until else one.payload,
        "may_resend": int(not is_identity(one)),
    }


def alarms(snapshot: Snapshot, words: Texts) -> Contents:
    """What the hub says now and what it wrote down, newest first, each once."""
    columns = (
        Column(key="key", form="code"),
        Column(key="time", form="moment", name=words("column.time")),
        Column(key="name", name=words("column.alarm")),
        Column(key="detail", name=words("column.detail")),
        Column(key="raw"),
    )
    spoken = snapshot.health.alarms if snapshot.health else ()
    said = [(one.since, one.code, one.detail) for one in spoken]
    written = [
        (one.raised_at, one.alarm, one.detail) for one in snapshot.pipeline.alarms
    ]
    known = {(code, detail): at for at, code, detail in (*written, *said)}
    found = (
        {
            "key": f"{code} {detail}",
            "time": epoch_ms(at),
            "name": words.known("alarm", code),
            "detail": _told("alarm_detail", code, detail, words, NAMED),
            "raw": detail,
        }
        for (code, detail), at in known.items()
    )
    return Contents(
        title=words("label.alarms"),
        notices=more(_unlisted(snapshot.pipeline.alarms), words),
        tables=(table("alarms", columns, found),),
    )


def _unlisted(listed: Sequence[rows.Reject] | Sequence[rows.AlarmRaised]) -> int:
    """How many more there are than are on the list."""
    return listed[0].total - len(listed) if listed else 0


def _told(
    family: str, code: str, detail: str, words: Texts, named: re.Pattern[str] = PLACE
) -> str:
    """What helps, in the reader's language, and the place that the detail names."""
    found = (one.removeprefix("key ") for one in named.findall(detail))
    places = ", ".join(dict.fromkeys(found))
    told = words.known(family, code) if f"{family}.{code}" in words.words else detail
    return f"{told} · {places}" if places and told != detail else told


def reject_key(one: rows.Reject) -> str:
    return f"{one.epoch}|{one.topic}|{one.partition_no}|{one.offset_no}"


def is_identity(one: rows.Reject) -> bool:
    """Identity is never sent again: nothing of it was kept, nothing of it shall be."""
    return one.reason.startswith(IDENTITY)

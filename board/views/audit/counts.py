"""How much was opened, exported and entered, by what it is and by center."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.reads.audit_rows import AuditCount
from board.views.audit import who
from board.views.audit.asking import COUNTS, LOOKS, WHATS
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.viewer.page import Picture

SHOWN = 200
APART = (*LOOKS, "export")
"""What has a column of its own."""


def whats(picture: Picture) -> Contents:
    """Table `audit_whats`: a row for each sort that there was."""
    words, found = picture.words, Counter[str]()
    for one in picture.answered.rows(COUNTS, AuditCount):
        found[one.what] += one.entries
    columns = (
        Column(key="key", form="code"),
        Column(key="what", name=words("audit.what")),
        Column(key="entries", form="count", name=words("audit.entries")),
    )
    known = (*WHATS, *(found.keys() - set(WHATS)))
    rows = (
        {"key": what, "what": who.what_of(what, words), "entries": found[what]}
        for what in known
        if found[what]
    )
    return Contents(
        title=words("audit.whats"), tables=(table("audit_whats", columns, rows),)
    )


def centers(picture: Picture) -> Contents:
    """Table `audit_centers`: a row a center, the busiest first."""
    words, found = picture.words, picture.answered.rows(COUNTS, AuditCount)
    by_center: dict[int, list[AuditCount]] = {}
    for one in found:
        by_center.setdefault(one.acting_center, []).append(one)
    rows = [_row(code, some, picture) for code, some in by_center.items()]
    rows.sort(key=lambda row: (-row["entries"], row["code"]))
    columns = (
        Column(key="code", form="code"),
        Column(key="center", name=words("audit.center")),
        *(
            Column(
                key=what,
                form="count",
                name=who.what_of(what, words),
                part_of="entries",
            )
            for what in APART
        ),
        Column(
            key="others", form="count", name=words("audit.others"), part_of="entries"
        ),
        Column(key="entries", form="count", name=words("audit.entries")),
        Column(key="last_at", form="moment", name=words("audit.last")),
    )
    return Contents(
        title=words("audit.centers"),
        notices=more(len(rows) - SHOWN, words),
        tables=(table("audit_centers", columns, rows[:SHOWN]),),
    )


def _row(code: int, some: Iterable[AuditCount], picture: Picture) -> dict[str, Any]:
    counts, last_at = Counter[str](), []
    for one in some:
        counts[one.what] += one.entries
        last_at.append(one.last_at)
    apart = {what: counts[what] for what in APART}
    return {
        "code": str(code),
        "center": who.center_name(code, picture.snapshot.geography),
        **apart,
        "others": counts.total() - sum(apart.values()),
        "entries": counts.total(),
        "last_at": epoch_ms(max(last_at)),
    }

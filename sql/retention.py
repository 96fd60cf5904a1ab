"""What may stand in `retention.csv`: a city may lengthen or switch off, not everything.

What is deleted is deleted by `streams.landing.retention`, in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sql.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    Row = Mapping[str, str]

FILE = "sql/reference/retention.csv"
KEPT_AT_LEAST = 183
"""Days in six months: the least for logs of who did what (网络安全法 21)."""
PROVEN = ("audit", "moves")
"""What no hub deletes: a chain proves it, or every verdict is recounted from it."""
DELETED = {"camera_alerts": "camera_alert", "rejects": ""}
"""What a hub can delete, and of which kind its items are."""


def checked(rows: pa.Table) -> pa.Table:
    """The rows themselves. StoreError names line, fault and remedy."""
    for number, row in enumerate(rows.to_pylist(), start=2):
        for is_wrong, remedy in _FAULTS:
            if is_wrong(row):
                said = ",".join(filter(None, row.values()))
                raise StoreError(f"{FILE} line {number} ({said}): {remedy}")
    return rows


def _days(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None  # noqa: PLR2004 - no city keeps anything for 274 years


def _is_unknown(row: Row) -> bool:
    return row["record"] not in (*PROVEN, *DELETED)


def _is_of_other_kind(row: Row) -> bool:
    return row["kind"] != DELETED.get(row["record"], "")


def _is_no_number(row: Row) -> bool:
    said = (row["least_days"], row["most_days"])
    return any(text and not _days(text) for text in said)


def _is_too_short(row: Row) -> bool:
    return row["record"] in PROVEN and (_days(row["least_days"]) or 0) < KEPT_AT_LEAST


def _is_undecided(row: Row) -> bool:
    return row["is_deleted"] not in ("0", "1")


def _is_proven(row: Row) -> bool:
    return row["record"] in PROVEN and row["is_deleted"] == "1"


def _has_no_end(row: Row) -> bool:
    return row["is_deleted"] == "1" and not row["most_days"]


def _ends_too_early(row: Row) -> bool:
    least, most = _days(row["least_days"]), _days(row["most_days"])
    return bool(least and most and most < least)


_FAULTS: tuple[tuple[Callable[[Row], bool], str], ...] = (
    (
        _is_unknown,
        f"no such record is kept; known: {', '.join((*PROVEN, *DELETED))}",
    ),
    (_is_of_other_kind, "`kind` does not fit: leave it as it was shipped"),
    (_is_no_number, "days are whole numbers from 1 to 99999: correct or empty them"),
    (
        _is_too_short,
        f"the law has it kept at least six months: `least_days` from {KEPT_AT_LEAST}",
    ),
    (_is_undecided, "`is_deleted` is 1 (when `most_days` are over) or 0 (never)"),
    (_is_proven, "nothing of it can be deleted: set `is_deleted` to 0"),
    (_has_no_end, "what is deleted needs `most_days`, or set `is_deleted` to 0"),
    (_ends_too_early, "`most_days` end before `least_days`: lengthen `most_days`"),
)

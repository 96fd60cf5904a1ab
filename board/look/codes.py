"""The codes that there are of each list, in the order in which they are chosen from."""

from __future__ import annotations

from datetime import date
from functools import cache

from board.look.texts import REFERENCE, table
from sql.reference.responsibilities import presence
from streams.events import STREAMS

OPEN, FINISHED, EITHER = "open", "finished", "all"


def kinds() -> tuple[str, ...]:
    return tuple(stream.kind for stream in STREAMS)


@cache
def categories(kind: str) -> tuple[str, ...]:
    """The categories of a stream: of risk leads the mechanisms."""
    rows = table(REFERENCE / "categories.csv")
    return tuple(row["category"] for row in rows if row["kind"] == kind)


@cache
def device_faults() -> frozenset[str]:
    """The categories of camera alerts that tell of a device, and are counted apart."""
    rows = table(REFERENCE / "camera_alarms.csv")
    apart = {row["category"] for row in rows if row["is_device_health"] == "1"}
    others = {row["category"] for row in rows if row["is_device_health"] != "1"}
    return frozenset(apart - others)


@cache
def statuses(state: str = EITHER) -> tuple[str, ...]:
    """The statuses of what is open, finished or either, in the order of the process."""
    wanted = {OPEN: {"1"}, FINISHED: {"0"}, EITHER: {"0", "1"}}[state]
    rows = table(REFERENCE / "statuses.csv")
    return tuple(row["status"] for row in rows if row["is_open"] in wanted)


@cache
def alert_lines() -> frozenset[str]:
    """The categories whose camera alerts each ask on their own."""
    rows = table(REFERENCE / "alert_lines.csv")
    return frozenset(row["category"] for row in rows if row["category"])


@cache
def days_kept(kind: str) -> int | None:
    """For how many days the details of a stream's items are kept; None for good."""
    rows = table(REFERENCE / "retention.csv")
    deleted = (row for row in rows if row["is_deleted"] == "1" and row["kind"] == kind)
    return min((int(row["most_days"]) for row in deleted), default=None)


@cache
def reported() -> frozenset[tuple[str, str]]:
    """Stream and severity of the cases that are reported upwards without a reason."""
    rows = table(REFERENCE / "report_deadlines.csv")
    return frozenset(
        (row["kind"], row["severity"]) for row in rows if row["stage"] == "first"
    )


@cache
def listed(name: str, day: date | None = None) -> tuple[str, ...]:
    """The codes of a list: those in force on a day, or all that ever were."""
    until = (day or date.max).isoformat()
    rows = table(REFERENCE / "code_lists.csv")
    return tuple(
        row["code"]
        for row in rows
        if row["list"] == name and row["valid_from"] <= until
    )


@cache
def campaigns() -> tuple[str, ...]:
    rows = table(REFERENCE / "campaigns.csv")
    return tuple(row["campaign"] for row in rows)


@cache
def agencies() -> tuple[str, ...]:
    """The agencies that may sit in a center."""
    return tuple(row["agency_code"] for row in table(REFERENCE / "agencies.csv"))


@cache
def agencies_at(tier: str, center: int) -> tuple[str, ...]:
    """The agencies that sit in a center, by the list of the city."""
    return tuple(one for one in agencies() if presence(tier, center, one))


@cache
def warned_days() -> int:
    """So many days back a warning looks: the longest window with what stands behind it,
    and two weeks since when it may have been hot.
    """
    rows = table(REFERENCE / "warning_limits.csv")
    parts = ("window_days", "guard_days", "base_days")
    longest = max(sum(int(one[part]) for part in parts) for one in rows)
    return longest + 2 * 7 + 1


@cache
def audit_limit(name: str) -> int:
    """A number that the audit goes by; raises KeyError for one that is not listed."""
    rows = table(REFERENCE / "audit_limits.csv")
    return {row["limit"]: int(row["value"]) for row in rows}[name]

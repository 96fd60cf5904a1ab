"""What is due, closed and handed over in a period, in the smallest cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import asdict

from streams.handling.state import Round
from tests.sql.asked import Period, ask
from tests.sql.state import COMPACTED, DELTAS, TOWN, VILLAGE, WAITING, item, put
from tests.sql.timed import Row, handed
from tests.support.ready import ready_store

DAY = timedelta(days=1)
DUE_AT = datetime(2026, 3, 9, 12, tzinfo=UTC)
AN_HOUR_BEFORE = DUE_AT - timedelta(hours=1)
TODAY = (date(2026, 3, 9), date(2026, 3, 10))
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
pytestmark = pytest.mark.parametrize("counting", [WAITING, DELTAS, COMPACTED])
"""Whatever is counted is the same, however far the counting has come."""


def counts(
    axis: str,
    *items: Row,
    counting: tuple[str, ...],
    period: Period = TODAY,
    now_at: datetime = DUE_AT,
) -> list[Row]:
    """The rows of an axis by town."""
    store = ready_store()
    put(store, items, counting)
    rows = ask(store, "indicators_by_town", period, now_at=now_at)
    found = [row for row in rows if row["axis"] == axis and any_counts(row)]
    return sorted(found, key=lambda row: row["division_code"])


def any_counts(row: Row) -> bool:
    return any(row[name] for name in ("items", "overdue_open", "unsigned_overdue"))


def case(**given: object) -> Row:
    return item(is_case=True, close_due_at=DUE_AT, **given)


def reopened(gap: timedelta, **given: object) -> Row:
    """A case that was closed an hour before it was due, and goes on since."""
    usual: Row = {
        "started_at": None,
        "closed_at": AN_HOUR_BEFORE,
        "status": "closed",
        "outcome": "mediated",
        "extended_to": None,
        "paused_s": 0.0,
    }
    ended = asdict(Round(**usual | given))
    return item(
        is_case=True,
        status="accepted",
        rounds=[ended],
        round_dues=[DUE_AT],
        round_started_at=AN_HOUR_BEFORE + gap,
        close_due_at=AN_HOUR_BEFORE + gap + 30 * DAY,
    )


@pytest.mark.parametrize(
    ("after_due", "expected"),
    [(timedelta(seconds=-1), (0, 0)), (timedelta(0), (1, 2)), (DAY, (1, 2))],
    ids=["a second before", "at that moment", "a day later"],
)
def test_what_is_due_later_today_is_not_in_the_base(
    counting: tuple[str, ...], after_due: timedelta, expected: tuple[int, int]
) -> None:
    closed = case(status="closed", closed_at=DUE_AT - timedelta(hours=5))
    now_at = DUE_AT + after_due
    due = counts("due", case(), closed, counting=counting, now_at=now_at)
    found = [sum(row[name] for row in due) for name in ("closed", "cases")]
    assert tuple(found) == expected


@pytest.mark.parametrize(("status", "on_time"), [("closed", 1), ("redirected", 0)])
def test_what_was_redirected_is_concluded_and_not_on_time(
    counting: tuple[str, ...], status: str, on_time: int
) -> None:
    ended = case(status=status, closed_at=DUE_AT - timedelta(hours=5))
    [row] = counts("due", ended, counting=counting)
    assert (row["closed"], row["on_time"]) == (1, on_time)


@pytest.mark.parametrize("axis", ["received", "due", "closed", "handed"])
def test_what_was_merged_counts_nowhere(counting: tuple[str, ...], axis: str) -> None:
    merged = case(
        status="merged",
        closed_at=AN_HOUR_BEFORE,
        handovers=[handed(ended_at=AN_HOUR_BEFORE, ending="replaced")],
        handover_dues=[DUE_AT],
    )
    assert counts(axis, merged, counting=counting, period=YEAR) == []


@pytest.mark.parametrize("axis", ["due", "closed"])
def test_an_earlier_round_is_due_and_closed_on_its_own_day(
    counting: tuple[str, ...], axis: str
) -> None:
    [row] = counts(axis, reopened(DAY), counting=counting)
    assert (row["items"], row["cases"], row["closed"]) == (1, 1, 1)
    assert (row["on_time"], row["settled"], row["reopened"]) == (1, 1, 0)


def test_a_round_that_was_closed_before_it_was_due_counts_from_then(
    counting: tuple[str, ...],
) -> None:
    one, before = reopened(DAY), DUE_AT - timedelta(seconds=1)
    assert counts("due", one, counting=counting, now_at=before) == []
    [row] = counts("closed", one, counting=counting, now_at=before)
    assert row["items"] == 1


def test_every_round_counts_once_and_the_item_is_received_once(
    counting: tuple[str, ...],
) -> None:
    later = DUE_AT + 60 * DAY
    given: Row = {"counting": counting, "period": YEAR, "now_at": later}
    [due] = counts("due", reopened(DAY), **given)
    [received] = counts("received", reopened(DAY), **given)
    assert (due["cases"], due["closed"], due["overdue_open"]) == (2, 1, 1)
    assert received["items"] == 1


@pytest.mark.parametrize(
    ("given", "on_time", "settled"),
    [
        ({"closed_at": DUE_AT}, 1, 1),
        ({"closed_at": DUE_AT + timedelta(seconds=1)}, 0, 1),
        ({"status": "redirected"}, 0, 1),
        ({"outcome": "mediation_failed"}, 1, 0),
        ({"outcome": None}, 1, 0),
    ],
)
def test_an_earlier_round_has_an_end_of_its_own(
    counting: tuple[str, ...], given: Row, on_time: int, settled: int
) -> None:
    [row] = counts("closed", reopened(DAY, **given), counting=counting)
    assert (row["on_time"], row["settled"]) == (on_time, settled)


@pytest.mark.parametrize(
    ("gap", "expected"), [(90 * DAY, 0), (90 * DAY + timedelta(seconds=1), 1)]
)
def test_a_round_settled_it_the_first_time_if_it_held_for_ninety_days(
    counting: tuple[str, ...], gap: timedelta, expected: int
) -> None:
    [row] = counts("closed", reopened(gap), counting=counting)
    assert row["settled_first_time"] == expected


@pytest.mark.parametrize(
    ("to_center", "place"),
    [
        (VILLAGE, TOWN),
        (TOWN, TOWN),
        (421303000000, 421303000000),
        (421300000000, 421300000000),
        # A functional zone's center has no division: it counts at the one above it.
        (421390000000, 421300000000),
    ],
)
def test_a_hand_over_counts_at_the_town_of_its_receiver(
    counting: tuple[str, ...], to_center: int, place: int
) -> None:
    one = handed(to_center=to_center, handed_at=AN_HOUR_BEFORE)
    given: Row = {"handovers": [one], "handover_dues": [DUE_AT], "sign_due_at": DUE_AT}
    elsewhere = case(town_code=421381001000, **given)
    [row] = counts("handed", elsewhere, counting=counting)
    assert (row["division_code"], row["cases"], row["signed"]) == (place, 1, 0)
    assert row["unsigned_overdue"] == 0
    late: Row = {"counting": counting, "now_at": DUE_AT + timedelta(seconds=1)}
    [row] = counts("handed", elsewhere, **late)
    assert (row["division_code"], row["unsigned_overdue"]) == (place, 1)


@pytest.mark.parametrize(
    ("ended_at", "ending", "signed", "on_time"),
    [
        (DUE_AT, "signed", 1, 1),
        (DUE_AT + timedelta(seconds=1), "signed", 1, 0),
        (AN_HOUR_BEFORE, "returned", 0, 0),
        (AN_HOUR_BEFORE, "replaced", 0, 0),
        (None, None, 0, 0),
    ],
)
def test_only_what_its_receiver_signed_in_time_is_signed_on_time(
    counting: tuple[str, ...],
    ended_at: datetime | None,
    ending: str | None,
    signed: int,
    on_time: int,
) -> None:
    one = handed(handed_at=AN_HOUR_BEFORE, ended_at=ended_at, ending=ending)
    given: Row = {"handovers": [one], "handover_dues": [DUE_AT], "sign_due_at": DUE_AT}
    [row] = counts("handed", case(**given), counting=counting)
    assert (row["signed"], row["signed_on_time"]) == (signed, on_time)
    late: Row = {"counting": counting, "now_at": DUE_AT + DAY}
    [row] = counts("handed", case(**given), **late)
    assert row["signed_or_overdue"] == signed + (ending is None)

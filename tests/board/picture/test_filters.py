"""What an address says of the list of items; whatever there is not is any."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from board.look.clock import SHANGHAI
from board.picture.filters import ALWAYS, CHOICES, LONGEST, MARKS, TITLES, filters
from board.picture.periods import Span
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.filters import Filters
    from board.picture.snapshot import Snapshot

HOSTILE = ("x", "<b>", "' or 1=1 --", "0", "-1", "1e9", "二", "open,open", "\x00")
CENTER = 421303001000


def asked(snapshot: Snapshot, **given: str) -> Filters:
    return filters(given, snapshot.geography, NOW)


def test_nothing_said_is_all_that_is_open(snapshot: Snapshot) -> None:
    usual = asked(snapshot)
    assert (usual.state, usual.period, usual.span) == ("open", "any", ALWAYS)
    assert (usual.page_no, usual.sort, usual.marks) == (1, "received", ())


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "name", sorted(set(CHOICES) - {"tag", "claimed", "number", "camera", "text", "no"})
)
def test_what_there_is_not_is_any(snapshot: Snapshot, name: str, text: str) -> None:
    assert asked(snapshot, **{name: text}) == asked(snapshot)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_is_a_number_from_one_on(snapshot: Snapshot, text: str) -> None:
    assert asked(snapshot, no=text).page_no == 1
    assert asked(snapshot, no="999999").page_no == 2_000


@pytest.mark.parametrize("name", ["tag", "claimed", "number"])
def test_what_was_typed_stays_as_it_is_and_short(snapshot: Snapshot, name: str) -> None:
    assert getattr(asked(snapshot, **{name: " a%_' "}), name) == "a%_'"
    assert len(getattr(asked(snapshot, **{name: "a" * 999}), name)) == LONGEST


def test_a_camera_is_named_as_it_is_or_not_at_all(snapshot: Snapshot) -> None:
    one = asked(snapshot, camera="42132110100132000001")
    assert (one.camera, one.state, one.period) == (one.camera, "all", "any")
    assert one.camera == "42132110100132000001"
    for text in ("%", "a b", "' or 1", "a" * (LONGEST + 1)):
        assert asked(snapshot, camera=text).camera in ("", "a" * LONGEST)
    assert asked(snapshot, camera="1", indicator="received").camera == ""


def test_titles_are_searched_only_for_who_may_read_them(snapshot: Snapshot) -> None:
    assert asked(snapshot, text="噪声").text == ""
    assert asked(snapshot, text="噪声", **{TITLES: "1"}).text == "噪声"


def test_a_category_is_one_of_its_stream(snapshot: Snapshot) -> None:
    assert asked(snapshot, category="17").category == ""
    assert asked(snapshot, kind="dispute", category="17").category == "17"
    assert asked(snapshot, kind="incident", category="17").category == ""


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"state": "finished"}, "finished"),
        ({"status": "closed"}, "finished"),
        ({"status": "signed", "state": "finished"}, "open"),
        ({"marks": "overdue", "state": "finished"}, "open"),
        ({"dated_by": "closed"}, "finished"),
        ({"number": "A"}, "all"),
        ({"number": "A", "state": "open"}, "open"),
    ],
)
def test_what_else_is_asked_says_whether_it_is_open(
    snapshot: Snapshot, given: dict[str, str], state: str
) -> None:
    assert asked(snapshot, **given).state == state


def test_marks_are_taken_in_their_order(snapshot: Snapshot) -> None:
    assert asked(snapshot, marks="joint,x,overdue").marks == ("overdue", "joint")
    assert asked(snapshot, marks=",".join(MARKS)).marks == MARKS


def test_an_owner_is_a_center(snapshot: Snapshot) -> None:
    assert asked(snapshot, owner=str(CENTER)).owner == CENTER
    assert asked(snapshot, owner="421303001999").owner == 0


DAYS = {
    "today": (date(2026, 3, 18), date(2026, 3, 19)),
    "week": (date(2026, 3, 16), date(2026, 3, 23)),
    "2026-03": (date(2026, 3, 1), date(2026, 4, 1)),
    "2026-02": (date(2026, 2, 1), date(2026, 3, 1)),
    "days30": (date(2026, 2, 17), date(2026, 3, 19)),
    "year": (date(2026, 1, 1), date(2026, 3, 19)),
}


@pytest.mark.parametrize("period", DAYS)
def test_a_period_is_whole_days(snapshot: Snapshot, period: str) -> None:
    assert asked(snapshot, period=period).span == Span(*DAYS[period])


@pytest.mark.parametrize(
    ("given", "first", "until"),
    [
        (("2026-03-01", "2026-03-02"), date(2026, 3, 1), date(2026, 3, 3)),
        (("2026-03-02", "2026-03-01"), date(2026, 3, 2), date(2026, 3, 3)),
        (("x", "y"), date(2026, 3, 18), date(2026, 3, 19)),
        (("0001-01-01", "9999-12-31"), ALWAYS.first, ALWAYS.until),
    ],
)
def test_chosen_days_are_both_in_it(
    snapshot: Snapshot, given: tuple[str, str], first: date, until: date
) -> None:
    days = dict(zip(("from", "until"), given, strict=True))
    assert asked(snapshot, period="range", **days).span == Span(first, until)


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        ("2026-03-16T00:00:00", date(2026, 3, 16)),
        ("2026-03-15T23:59:59", date(2026, 3, 9)),
        ("2026-01-01T12:00:00", date(2025, 12, 29)),
    ],
)
def test_a_week_begins_on_monday(snapshot: Snapshot, moment: str, monday: date) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    span = filters({"period": "week"}, snapshot.geography, now).span
    assert (span.first, span.days) == (monday, 7)


def test_what_is_finished_is_of_some_days_unless_a_number_is_looked_for(
    snapshot: Snapshot,
) -> None:
    assert asked(snapshot, state="finished").period == "days30"
    assert asked(snapshot, state="all").period == "days30"
    assert asked(snapshot, number="A", state="all").period == "any"
    assert asked(snapshot, state="all", period="any").span == ALWAYS


def test_a_figure_of_now_has_no_period_and_others_the_months(
    snapshot: Snapshot,
) -> None:
    assert asked(snapshot, indicator="overdue", period="today").period == "any"
    assert asked(snapshot, indicator="close_rate").period == "2026-03"

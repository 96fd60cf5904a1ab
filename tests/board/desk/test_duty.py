"""What a person writes about a duty becomes an entry, or is refused with a remedy."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from board.desk.duty import (
    Span,
    end_of,
    line_of,
    name_of,
    own,
    roster,
    shifts_of,
    sign_off,
    sign_on,
    span_of,
)
from board.desk.entries import Desk
from board.desk.said import Unfit
from board.look.clock import SHANGHAI, day_start
from board.look.texts import texts
from board.reads.reads import Reads
from board.reads.rounds import asked, rows_of
from board.reads.rows_duty import OnDuty, PlannedShift
from board.viewer.seat import Seat
from board.views.duty.asking import people_of, plan_of
from board.views.duty.changes import next_change
from streams.clock import now
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books

CENTER = 421300000000
SEAT = Seat("leader", CENTER)
HOUR = timedelta(hours=1)
MORNING = datetime(2026, 3, 18, 9, 30, tzinfo=SHANGHAI)
ZH, EN = texts("zh"), texts("en")


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def desk(books: Books) -> Desk:
    return Desk(Sent(books), Reads(books.store))  # type: ignore[arg-type] # a fake


def people(books: Books) -> list[OnDuty]:
    question = people_of(CENTER, now())
    found = books.store.query(question.name, **question.parameters)
    return list(rows_of(found, OnDuty))


def test_who_signs_on_is_on_duty_until_he_signs_off(desk: Desk, books: Books) -> None:
    until = now() + 8 * HOUR
    entry = sign_on(SEAT, "演示甲", "leader", until, is_synthetic=True)
    police = Seat("staff", CENTER, "police")
    desk.send(entry)
    desk.send(sign_on(police, "演示甲", "officer", until, is_synthetic=True))
    assert desk.written_soon(entry)
    assert [(one.person, one.agency) for one in people(books)] == [
        ("演示甲", ""),
        ("演示甲", "police"),
    ]
    (mine,) = own(people(books), SEAT)
    (theirs,) = own(people(books), police)
    assert (mine.function, theirs.function) == ("leader", "officer")
    desk.send(sign_off(SEAT, mine, is_synthetic=True))
    assert [one.agency for one in people(books)] == [theirs.agency]


def test_a_roster_is_read_back_as_the_lines_that_it_was_made_of(
    desk: Desk, books: Books
) -> None:
    day = (now().astimezone(SHANGHAI) + timedelta(days=1)).date()
    span = span_of(day, now())
    lines = "演示甲, 带班领导, 08:00-20:00\n\n 演示乙，值班员，20:00–08:00，公安 "
    shifts, wrong = shifts_of(lines, day, span, ZH)
    assert wrong == ()
    assert [one.until - one.from_at for one in shifts] == [12 * HOUR] * 2
    entry = roster(SEAT, span, shifts, is_synthetic=True)
    desk.send(entry)
    question = plan_of(CENTER, {"from_at": span.from_at, "until_at": span.until}, now())
    found = rows_of(
        books.store.query(question.name, **question.parameters), PlannedShift
    )
    said = [line_of(one, ZH) for one in found]
    assert said == [
        "演示甲, 带班领导, 08:00-20:00",
        "演示乙, 值班员, 20:00-08:00, 公安",
    ]
    again = "\n".join(line_of(one, EN) for one in found)
    assert shifts_of(again, day, span, EN) == (shifts, ())
    assert asked(question.name) != question


DAY = MORNING.date()
WHOLE_DAY = Span(day_start(MORNING), day_start(MORNING) + 24 * HOUR)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("演示甲", "parts"),
        ("演示甲 带班领导 08:00-20:00", "parts"),
        ("演示甲, 带班领导, 08:00-20:00, 公安, 一层", "parts"),
        (", 值班员, 08:00-20:00", "no_name"),
        ("演" * 21 + ", 值班员, 08:00-20:00", "long_name"),
        ("张三 13812345678, 值班员, 08:00-20:00", "private_name"),
        ("42130319800101123X, 值班员, 08:00-20:00", "private_name"),
        ("演\u202e示, 值班员, 08:00-20:00", "private_name"),
        ("演示甲, 局长, 08:00-20:00", "function"),
        ("演示甲, officer, 8点-20点", "hours"),
        ("演示甲, officer, 25:00-20:00", "hours"),
        ("演示甲, officer, 08:00-20:00, 美国公安", "agency"),
    ],
)
def test_a_line_that_is_no_shift_says_which_and_why(line: str, reason: str) -> None:
    text = f"演示乙, 值班员, 08:00-20:00\n{line}\n"
    shifts, (wrong,) = shifts_of(text, DAY, WHOLE_DAY, ZH)
    assert len(shifts) == 1
    assert (wrong.line, wrong.reason) == (2, reason)
    for words in (ZH, EN):
        told = words(f"duty_fault.{wrong.reason}", **wrong.values)
        # What was typed is not said again: it may be anything.
        assert line not in told


def test_what_has_begun_stays_as_it_was_planned() -> None:
    span = span_of(DAY, MORNING)
    assert (span.from_at, span.until) == (MORNING, WHOLE_DAY.until)
    (_, wrong) = shifts_of("演示甲, officer, 08:00-20:00", DAY, span, ZH)
    assert [one.reason for one in wrong] == ["begun"]
    tomorrow = DAY + timedelta(days=1)
    assert span_of(tomorrow, MORNING).from_at == WHOLE_DAY.until


def test_a_roster_has_so_many_shifts_at_most() -> None:
    line = "演示甲, officer, 08:00-24:00"
    shifts, wrong = shifts_of("\n".join([line] * 513), DAY, WHOLE_DAY, ZH)
    assert [one.reason for one in wrong] == ["many_shifts"]
    assert shifts[0].until == WHOLE_DAY.until


@pytest.mark.parametrize(
    ("hours", "proposed"),
    [(0, "20:00"), (9, "20:00"), (9.75, "08:00"), (10, "08:00"), (22, "20:00")],
)
def test_the_change_of_shifts_is_proposed_that_is_not_now(
    hours: float, proposed: str
) -> None:
    moment = MORNING + hours * HOUR
    found = next_change(moment)
    assert f"{found:%H:%M}" == proposed
    assert HOUR < found - moment <= 13 * HOUR


@pytest.mark.parametrize("until", [None, MORNING, MORNING + 25 * HOUR])
def test_a_duty_ends_within_a_day(until: Any) -> None:
    with pytest.raises(Unfit) as unfit:
        end_of(until, MORNING, 24 * HOUR)
    assert unfit.value.values == {"hours": 24}
    assert end_of(MORNING + HOUR, MORNING, 24 * HOUR) == MORNING + HOUR


def test_a_name_is_a_name() -> None:
    assert name_of("  演示　甲\n") == "演示 甲"
    assert name_of("O'Neill <b>") == "O'Neill <b>"

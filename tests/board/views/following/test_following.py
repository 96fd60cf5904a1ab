"""关注与提醒 as who follows sees it: what is new, what is not his any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec import structs

from board.desk.following import act_entry, bounds, due_of, read_act, usual_times
from board.desk.said import Unfit
from board.look import clock
from board.look.clock import SHANGHAI
from board.pages.workings import HANDOVER
from board.reads.reads import Reads
from board.viewer.fresh import FRESH
from board.viewer.reminded import Reminded
from board.viewer.seat import Seat
from board.views.duty.changes import next_end
from board.views.following.asking import lists_of
from board.views.following.followed import followed
from board.views.following.reminders import reminders
from streams.entries.following import Followed, ReminderEnded
from streams.entries.following import Reminded as Remind
from tests.support.asked import Asked
from tests.support.city import CITY_CENTER, City
from tests.support.followed import DUE, ended, follow, remind
from tests.support.followed import followed as watched
from tests.support.intake import START as NOW
from tests.support.looks import look
from tests.support.ready import ready_store
from tests.support.reported import COUNTY, reported

if TYPE_CHECKING:
    from board.viewer.page import Picture

OFFICER, TOWN = Seat("duty_officer", int(CITY_CENTER)), 421303001000
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def city() -> City:
    found = City(ready_store())
    reported(found, NOW)
    watched(found, NOW)
    fire = {"kind": "incident", "item_id": "grave-1", "division_code": 421321101000}
    seen = look(fire, int(CITY_CENTER), "duty_officer", NOW - 4.5 * HOUR)
    found.enter(seen, seen.entered_at)
    stranger = {"acting_center": f"{TOWN:012d}"}
    found.enter(follow("far", NOW - HOUR, **stranger), NOW - HOUR)
    return found


@pytest.fixture(scope="module")
def asked(city: City) -> Asked:
    return Asked(city, NOW)


def own(city: City, asked: Asked, seat: Seat) -> Picture:
    answers = Reads(city.store).round(lists_of(seat, NOW), NOW)
    return structs.replace(asked.picture("todo", seat), answers=answers, seat=seat)


def rows(city: City, asked: Asked, seat: Seat = OFFICER) -> dict[str, Row]:
    table = followed(own(city, asked, seat)).table("followed")
    return {str(row["id"]): row for row in table.records()}


def test_what_others_did_since_it_was_opened_is_new(city: City, asked: Asked) -> None:
    found = rows(city, asked)
    assert list(found) == ["grave-3", "grave-1", "grave-0"]
    assert {key: row["is_new"] for key, row in found.items()}["grave-0"] == 1
    # Opened, followed or moved by oneself after the last move: nothing is new.
    assert found["grave-3"]["is_new"] == 0
    assert found["grave-1"]["last"] == "受理"
    assert found["grave-1"]["who"].startswith("随县综治中心")


def test_what_is_not_his_any_more_is_told_in_words_and_shows_nothing(
    city: City, asked: Asked
) -> None:
    (row,) = rows(city, asked, Seat("duty_officer", TOWN)).values()
    assert row["what"].startswith("不再可见")
    said = {"what", "key", "kind", "id", "case_number", "is_over"}
    assert [value for key, value in row.items() if key not in said and value] == []


def test_another_seat_of_the_center_and_a_person_follow_nothing_of_it(
    city: City, asked: Asked
) -> None:
    assert rows(city, asked, Seat("leader", int(CITY_CENTER))).keys() == {"grave-2"}
    assert rows(city, asked, structs.replace(OFFICER, person="wang")) == {}
    assert rows(city, asked, structs.replace(OFFICER, agency_code="police")) == {}


def test_reminders_stand_in_the_order_in_which_they_come_due(
    city: City, asked: Asked
) -> None:
    contents = reminders(own(city, asked, OFFICER))
    told = [(row["key"], row["note"]) for row in contents.table("reminders").records()]
    assert told == [("remind-0", DUE), ("remind-1", "")]
    assert contents.notices["due"].values["n"].value == 1
    handed = HANDOVER.parts["handover_reminders"](asked.picture("handover", OFFICER))
    assert [row["id"] for row in handed.table("page").records()] == [
        *("grave-0", "grave-1"),
    ]


def test_a_reminder_is_told_of_when_it_is_due_and_no_more_when_it_is_done() -> None:
    city = City(ready_store())
    county = Seat("duty_officer", int(COUNTY))
    city.enter(remind("r", NOW, NOW + MINUTE / 2), NOW)
    book = Reminded(Reads(city.store))
    assert book.due(county, NOW) == ()
    # Known before, told in time.
    assert [one.reminder for one in book.due(county, NOW + MINUTE / 2)] == ["r"]
    assert book.due(OFFICER, NOW + MINUTE / 2) == ()
    city.enter(ended("e", NOW + MINUTE, "r"), NOW + MINUTE)
    assert book.due(county, NOW + MINUTE / 2)
    book.outdate()
    assert book.due(county, NOW + MINUTE / 2) == ()
    assert FRESH < MINUTE


def test_usual_times_are_to_come_and_own_ones_within_a_year() -> None:
    evening = NOW.astimezone(SHANGHAI).replace(hour=18, minute=5)
    assert "today" not in usual_times(evening)
    morning = evening.replace(hour=8)
    assert usual_times(morning)["today"] == morning.replace(hour=17, minute=0)
    tomorrow = usual_times(evening)["tomorrow"]
    assert (tomorrow.hour, tomorrow.day - evening.day) == (9, 1)
    assert due_of("hour", evening) == evening + HOUR
    assert due_of(bounds(evening)["most"], evening) > evening + timedelta(days=360)
    for wrong in (
        "",
        "today",
        "2026-02-30T09:00",
        "2020-01-01T09:00",
        "2040-01-01T09:00",
    ):
        with pytest.raises(Unfit):
            due_of(wrong, evening)


def test_a_click_becomes_an_entry_of_who_clicked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    seat = Seat("staff", int(COUNTY), "police")
    act = {"kind": "incident", "id": "grave-0"}

    def made(by: Seat = seat, **more: str) -> Any:
        text = msgspec.json.encode(act | more).decode()
        return act_entry(read_act(text), by, is_synthetic=True)

    one = made(act="follow")
    assert isinstance(one, Followed)
    assert (one.whose, one.agency, one.actor) == ("seat", "police", "demo-staff")
    assert made(structs.replace(seat, person="wang"), act="follow").whose == "person"
    reminder = made(act="remind", when="three_days", note="回电 13812345678")
    assert isinstance(reminder, Remind)
    assert reminder.due_at == NOW + timedelta(days=3)
    assert "13812345678" not in (reminder.note or "")
    done = made(act="dropped", reminder="r")
    assert isinstance(done, ReminderEnded)
    assert (done.reminder, done.ending) == ("r", "dropped")
    for wrong in ({"act": "eat"}, {"act": "done"}, {"act": "follow", "kind": "x"}):
        with pytest.raises(Unfit):
            made(**wrong)


@pytest.mark.parametrize(
    ("at", "ends"),
    [("19:40", "32:00"), ("20:10", "32:00"), ("15:00", "32:00"), ("21:30", "44:00")],
)
def test_the_next_shift_ends_at_the_change_after_it(at: str, ends: str) -> None:
    day = NOW.astimezone(SHANGHAI).replace(hour=0, minute=0)

    def moment(text: str) -> Any:
        hours, minutes = (int(one) for one in text.split(":"))
        return day + timedelta(hours=hours, minutes=minutes)

    assert next_end(moment(at)) == moment(ends)

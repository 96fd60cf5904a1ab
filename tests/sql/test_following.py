"""关注与提醒: whose they are, what came since, and how long they stay."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.city import CITY_CENTER, City
from tests.support.followed import ended, follow, moved, remind, unfollow
from tests.support.intake import START as NOW
from tests.support.looks import look
from tests.support.ready import ready_store
from tests.support.reported import COUNTY, reported

if TYPE_CHECKING:
    from sql.store import Store


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OFFICER = f"seat duty_officer {COUNTY} "
POLICE = f"seat staff {COUNTY} police"
WANG, LI = "person wang", "person li"
AGENCY = {"role": "staff", "actor": "demo-staff", "agency": "police"}
LATER = NOW + 40 * DAY
Row = dict[str, Any]


@pytest.fixture(scope="module")
def store() -> Store:
    """What several owners said of the same fires, in no order of theirs."""
    city = City(ready_store())
    reported(city, NOW)
    person = {"actor": "wang", "whose": "person", "role": "leader"}
    fire = {"kind": "incident", "item_id": "grave-0", "division_code": 421321101000}
    said: list[Any] = [
        follow("f0", NOW - 60 * MINUTE),
        follow("f1", NOW - 59 * MINUTE, item_id="grave-1"),
        unfollow("f1u", NOW - 30 * MINUTE, item_id="grave-1"),
        follow("f2", NOW - 50 * MINUTE, item_id="grave-2", **AGENCY),
        follow("f3", NOW - 49 * MINUTE, item_id="grave-3", **person),
        # The same person from another seat takes it back: it is one list.
        unfollow(
            "f3u",
            NOW - 48 * MINUTE,
            item_id="grave-3",
            **person | {"acting_center": CITY_CENTER, "role": "staff"},
        ),
        follow("f4", NOW - 47 * MINUTE, item_id="nowhere", **person),
        look(fire, int(COUNTY), "duty_officer", NOW - 40 * MINUTE),
        remind("r1", NOW - 55 * MINUTE, NOW - 5 * MINUTE, note="第一"),
        remind("r2", NOW - 54 * MINUTE, NOW - 5 * MINUTE),
        remind("r3", NOW - 53 * MINUTE, NOW + DAY),
        remind("r4", NOW - 52 * MINUTE, NOW - MINUTE, **person),
        moved("r2m", NOW - 4 * MINUTE, "r2", NOW + 30 * MINUTE),
        moved("r3m", NOW - 4 * MINUTE, "r3", NOW - 2 * MINUTE),
        # Nobody ends or moves what is another one's.
        ended("r1x", NOW - 3 * MINUTE, "r1", **person),
        moved("r4x", NOW - 3 * MINUTE, "r4", NOW + DAY),
        ended("r3d", NOW - MINUTE, "r3"),
    ]
    for one in sorted(said, key=lambda entry: entry.entered_at):
        city.enter(one, one.entered_at)
    return city.store


def followed(store: Store, owner: str, now: Any = NOW) -> dict[str, Row]:
    rows = store.query("followed_items", owner=owner, now_at=now, row_limit=9)
    return {row["item_id"]: row for row in rows.to_pylist()}


def test_each_owner_has_what_he_follows_last(store: Store) -> None:
    assert followed(store, OFFICER).keys() == {"grave-0"}
    assert followed(store, POLICE).keys() == {"grave-2"}
    assert followed(store, WANG).keys() == {"nowhere"}
    assert followed(store, LI) == {}


def test_a_row_says_what_came_last_what_limits_it_and_when_it_was_opened(
    store: Store,
) -> None:
    (row,) = followed(store, OFFICER).values()
    assert row["opened_at"] == NOW - 40 * MINUTE
    assert row["due_at"] is not None
    assert row["is_open"]
    (unknown,) = followed(store, WANG).values()
    assert (unknown["status"], unknown["opened_at"]) == (None, None)
    named = {"kind": "incident", "id": "grave-0"}
    (one,) = store.query("item_followed", owner=OFFICER, **named).to_pylist()
    assert one == {"followed_at": NOW - 60 * MINUTE, "opened_at": NOW - 40 * MINUTE}
    assert not store.query("item_followed", owner=WANG, **named).to_pylist()


def test_a_reminder_is_due_as_its_owner_said_last(store: Store) -> None:
    asked = {"kind": "", "id": "", "row_limit": 9}
    rows = store.query("own_reminders", owner=OFFICER, **asked).to_pylist()
    told = [(row["reminder"], row["due_at"], row["note"]) for row in rows]
    assert told == [
        ("r1", NOW - 5 * MINUTE, "第一"),
        ("r2", NOW + 30 * MINUTE, None),
    ]
    assert rows[0]["owner_center"] == rows[1]["owner_center"]
    due = store.query("reminders_due", until_at=NOW).to_pylist()
    assert [(row["owner"], row["reminder"]) for row in due] == [
        (OFFICER, "r1"),
        (WANG, "r4"),
    ]


def test_a_shift_hands_over_the_reminders_of_its_center_alone(store: Store) -> None:
    whole = {"until_at": NOW + DAY, "row_limit": 9}
    center = {"center_code": int(COUNTY)}
    rows = store.query("handover_reminders", **center, **whole).to_pylist()
    assert [row["reminder"] for row in rows] == ["r1", "r2"]
    other = {"center_code": int(CITY_CENTER)}
    assert not store.query("handover_reminders", **other, **whole).to_pylist()


def test_the_audit_counts_what_is_followed_and_names_no_item(store: Store) -> None:
    span = {"from_at": NOW - DAY, "until_at": NOW + DAY, "low": 0, "high": 10**12}
    of_any = {"center_code": 0, "role": "", "item_id": ""}
    asked = span | of_any | {"what": "follow"}
    page = {"row_limit": 50, "page_no": 1}
    rows = store.query("audit_page", **asked, **page).to_pylist()
    assert len(rows) == 5
    assert {(row["kind"], row["item_id"]) for row in rows} == {(None, None)}
    by_item = asked | {"item_id": "grave-0"}
    assert not store.query("audit_page", **by_item, **page).to_pylist()


def test_what_ended_leaves_the_list_a_month_later() -> None:
    city = City(ready_store())
    event = city.event(NOW, kind="incident", item_id="over")
    city.write(event, at=NOW)
    city.enter(follow("f", NOW, item_id="over"), NOW)
    for number, move in enumerate(("accept", "handle", "close")):
        city.move(event, move, at=NOW + (number + 1) * MINUTE)
    row = followed(city.store, OFFICER, NOW + 29 * DAY)["over"]
    assert (row["last_move"], row["is_open"]) == ("close", False)
    assert (row["moved_at"], row["moved_by"]) == (NOW + 3 * MINUTE, "demo")
    assert followed(city.store, OFFICER, LATER) == {}
    city.enter(follow("again", LATER - DAY, item_id="over"), LATER - DAY)
    assert followed(city.store, OFFICER, LATER).keys() == {"over"}

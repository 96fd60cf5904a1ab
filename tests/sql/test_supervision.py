"""Supervision and the ledger: what a seat sees of them, recounted from the messages."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from collections.abc import Iterable

VILLAGE, TOWN, COUNTY = 421321101201, 421321101000, 421321000000
CITY, OTHER_COUNTY, OTHER_TOWN = 421300000000, 421303000000, 421303001000
SPANS = {
    CITY: (421300000000, 421400000000),
    COUNTY: (COUNTY, COUNTY + 10**6),
    OTHER_COUNTY: (OTHER_COUNTY, OTHER_COUNTY + 10**6),
    TOWN: (TOWN, TOWN + 1000),
}
DAY = timedelta(days=1)
NOW = START + 10 * DAY
MIDNIGHT = NOW.replace(hour=0) + DAY
DUES = (None, NOW - DAY, NOW + timedelta(hours=1), NOW + 3 * DAY)
LEVELS = ("supervised", "yellow_card", "red_card", "listed")
Sent = dict[str, Any]


def code(center: int) -> str:
    return f"{center:012d}"


def drawn(intake: Intake, seed: int, size: int) -> list[Sent]:
    """So many handled disputes, each perhaps supervised, replied to, lifted."""
    dice = Random(seed)
    with intake.together():
        return [_drawn(intake, dice, number) for number in range(size)]


def _drawn(intake: Intake, dice: Random, number: int) -> Sent:
    owner = dice.choice((VILLAGE, OTHER_TOWN))
    made: Sent = {"id": f"dispute-{number}", "owner": owner, "grade": None}
    intake.event("dispute", number, division_code=code(owner))
    for name in ("accept", "handle"):
        intake.move("dispute", name, number, acting_center=code(owner))
    if dice.random() < 0.2:
        return made
    made |= {"grade": dice.choice(LEVELS), "due": dice.choice(DUES), "replied": False}
    intake.move(
        "dispute",
        "supervise",
        number,
        move_id=f"supervise-{number}",
        acting_center=code(CITY),
        role="leader",
        grade=made["grade"],
        due_at=made["due"] and made["due"].isoformat(),
        at=START + DAY,
    )
    if dice.random() < 0.4:
        made["replied"] = True
        intake.move(
            "dispute", "reply", number, acting_center=code(owner), at=START + 2 * DAY
        )
    if dice.random() < 0.2:
        made["grade"] = None
        intake.move(
            "dispute",
            "unsupervise",
            number,
            acting_center=code(CITY),
            role="leader",
            at=START + 3 * DAY,
        )
    return made


def state(one: Sent) -> str:
    """The state of a reply, told by the messages."""
    due: datetime | None = one["due"]
    if one["replied"]:
        return "replied"
    if due is None or due >= MIDNIGHT:
        return "waiting"
    return "overdue" if due < NOW else "due_today"


def seen(found: Iterable[Sent], center: int) -> list[Sent]:
    low, high = SPANS[center]
    return [one for one in found if one["grade"] and low <= one["owner"] < high]


def whose(center: int, agency: str = "", *, beyond: bool = True) -> dict[str, Any]:
    low, high = SPANS[center]
    return {
        "center_code": center,
        "agency_code": agency,
        "low": low,
        "high": high,
        "with_beyond": int(beyond),
        "now_at": NOW,
    }


def rows(intake: Intake, name: str, center: int, **given: Any) -> list[dict[str, Any]]:
    asked = {**whose(center), **given}
    return list(intake.store.query(name, **asked).to_pylist())


def listed(intake: Intake, center: int, **given: Any) -> list[dict[str, Any]]:
    every = {"grade": "", "reply_state": "", "owner": 0, "row_limit": 1000}
    return rows(intake, "supervision_list", center, **{**every, **given})


@pytest.fixture(scope="module")
def store() -> Intake:
    return Intake()


@pytest.fixture(scope="module")
def found(store: Intake) -> list[Sent]:
    return drawn(store, seed=5, size=40)


@pytest.mark.parametrize("center", SPANS)
def test_counts_lists_and_owners_are_what_the_messages_say(
    store: Intake, found: list[Sent], center: int
) -> None:
    wanted = seen(found, center)
    counted = {
        (row["supervision"], row["reply_state"]): row["items"]
        for row in rows(store, "supervision_counts", center)
    }
    assert counted == Counter((one["grade"], state(one)) for one in wanted)
    for (grade, reply), items in counted.items():
        assert len(listed(store, center, grade=grade, reply_state=reply)) == items
    owners = rows(store, "supervision_owners", center)
    assert {row["owner_center"]: row["items"] for row in owners} == Counter(
        one["owner"] for one in wanted
    )
    for row in owners:
        own = [one for one in wanted if one["owner"] == row["owner_center"]]
        assert row["replied"] == sum(one["replied"] for one in own)
        assert row["to_reply"] + row["replied"] == row["items"]
        assert len(listed(store, center, owner=row["owner_center"])) == row["items"]


def test_what_presses_is_first_and_says_who_supervises(
    store: Intake, found: list[Sent]
) -> None:
    every = listed(store, CITY)
    assert {row["item_id"] for row in every} == {one["id"] for one in seen(found, CITY)}
    assert {row["supervising_center"] for row in every} == {CITY}
    assert {row["supervised_at"] for row in every} == {START + DAY}
    states = [row["reply_state"] for row in every]
    order = ("overdue", "due_today", "waiting", "replied")
    assert states == sorted(states, key=order.index)
    cut = listed(store, CITY, row_limit=1)
    assert (len(cut), cut[0]["total"]) == (1, len(every))


def test_an_agency_sees_what_it_leads_alone(store: Intake) -> None:
    assert listed(store, CITY, agency_code="police") == []


def test_what_a_center_owns_outside_of_its_range_is_seen_from_its_home_alone() -> None:
    intake = Intake()
    intake.event("dispute", 1)
    intake.move("dispute", "accept", acting_center=code(VILLAGE))
    moved = {"to_center": code(OTHER_TOWN), "acting_center": code(CITY)}
    intake.move("dispute", "reassign", role="leader", **moved)
    intake.move("dispute", "sign", acting_center=code(OTHER_TOWN))
    intake.move("dispute", "supervise", acting_center=code(CITY), role="leader")
    assert len(listed(intake, OTHER_COUNTY)) == 1
    assert listed(intake, OTHER_COUNTY, with_beyond=0) == []


LATELY = {"from_day": START.date(), "until_day": (NOW + DAY).date()}


def ended(intake: Intake, center: int, **given: Any) -> list[dict[str, Any]]:
    every = {"grade": "", "owner": 0, "row_limit": 1000}
    asked = {**whose(center), **LATELY, **every, **given}
    del asked["now_at"]
    return list(intake.store.query("supervision_ended", **asked).to_pylist())


@pytest.mark.parametrize("center", SPANS)
def test_what_was_lifted_is_listed_once(
    store: Intake, found: list[Sent], center: int
) -> None:
    low, high = SPANS[center]
    lifted = [
        one["id"]
        for one in found
        if "due" in one and one["grade"] is None and low <= one["owner"] < high
    ]
    listed = ended(store, center)
    assert sorted(row["item_id"] for row in listed) == sorted(lifted)
    assert {row["ending"] for row in listed} <= {"lifted"}
    assert all(row["total"] == len(lifted) for row in listed)
    by_owner = Counter(row["owner_center"] for row in listed)
    for owner, count in by_owner.items():
        assert len(ended(store, center, owner=owner)) == count


def test_each_supervision_of_an_item_ends_by_itself() -> None:
    """Lifted, replaced by another, finished with the item, going on when reopened."""
    intake = Intake()
    intake.event("dispute", 1)
    own = {"acting_center": code(VILLAGE)}
    above = {"acting_center": code(CITY), "role": "leader"}
    steps = (
        ("accept", own),
        ("handle", own),
        ("supervise", above | {"grade": "supervised"}),
        ("unsupervise", above),
        ("supervise", above | {"grade": "yellow_card"}),
        ("supervise", above | {"grade": "red_card"}),
        ("reply", own),
        ("feedback", own),
        ("close", own),
    )
    for days, (name, given) in enumerate(steps):
        at = {"at": START + days * DAY, "move_id": f"{name}-{days}"}
        intake.move("dispute", name, **given, **at)
    finished, lifted = ended(intake, COUNTY)
    assert (finished["begun_by"], finished["ending"]) == ("supervise-5", "finished")
    assert finished["ended_at"] == START + 8 * DAY
    assert finished["supervision_replied_at"] == START + 6 * DAY
    assert (lifted["begun_by"], lifted["ending"]) == ("supervise-2", "lifted")
    assert lifted["supervision_replied_at"] is None
    before = {"until_day": (START + 8 * DAY).date()}
    assert [row["ending"] for row in ended(intake, COUNTY, **before)] == ["lifted"]
    assert ended(intake, OTHER_COUNTY) == []
    intake.move("dispute", "reopen", **own, at=START + 9 * DAY)
    assert [row["ending"] for row in ended(intake, COUNTY)] == ["lifted"]
    (current,) = listed(intake, COUNTY)
    assert current["supervision"] == "red_card"


def test_the_ledger_has_since_when_and_why() -> None:
    intake = Intake()
    for number, days in ((1, 2), (2, 1)):
        intake.event("dispute", number)
        for name in ("accept", "handle"):
            intake.move("dispute", name, number, acting_center=code(VILLAGE))
        intake.move(
            "dispute",
            "put_on_ledger",
            number,
            acting_center=code(VILLAGE),
            note="待确权",
            at=START + days * DAY,
        )
    found = rows(intake, "ledger_list", COUNTY, row_limit=10)
    assert [row["item_id"] for row in found] == ["dispute-2", "dispute-1"]
    assert [row["entered_at"] for row in found] == [START + DAY, START + 2 * DAY]
    assert {row["reason"] for row in found} == {"待确权"}
    assert rows(intake, "ledger_list", OTHER_COUNTY, row_limit=10) == []
    intake.move(
        "dispute",
        "ask_strike_off",
        1,
        acting_center=code(VILLAGE),
        actor="asker",
        at=START + 3 * DAY,
    )
    review = {
        row["item_id"]: (row["strike_off_asked_by"], row["strike_off_asked_at"])
        for row in rows(intake, "ledger_list", COUNTY, row_limit=10)
    }
    assert review == {
        "dispute-1": ("asker", START + 3 * DAY),
        "dispute-2": (None, None),
    }
    intake.move("dispute", "handle", 2, move_id="on", acting_center=code(VILLAGE))
    (left,) = rows(intake, "ledger_list", COUNTY, row_limit=10)
    assert left["item_id"] == "dispute-1"

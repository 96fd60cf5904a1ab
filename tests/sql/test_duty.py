"""Who is on duty and which shifts were kept, against a recount in Python."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from sql.statements import statements
from sql.store import Store
from streams.entries.duty import Roster, Shift, SignedOff, SignedOn
from streams.entries.entry import DeskEntry
from streams.events import DESK_TOPIC
from streams.landing.batches import Batch
from streams.landing.place import Place
from tests.support.desk import Books
from tests.support.intake import START, Intake

Row = dict[str, Any]
Told = tuple[DeskEntry, datetime]
"""An entry, and when it came."""
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
GRACE, AHEAD = 15 * MINUTE, 31 * DAY
NOW = START + 10 * DAY + 6 * HOUR
CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321101000, 421321101201
OTHER = 421303000000
ZONE = 421390000000
TIERS = {CITY: "city", COUNTY: "county", TOWN: "town", VILLAGE: "village"}
CENTERS = (*TIERS, OTHER, ZONE)
PEOPLE = ("演示甲", "演示　甲", "A b", "ab", "演示乙", "o'--丙", "<b>丁</b>")
WHOLE = {"low": CITY, "high": CITY + 10**8, "center_code": 0, "with_villages": 1}
SPAN = {"from_at": NOW - 6 * HOUR, "until_at": NOW + 18 * HOUR}


def entered(number: int, center: int, at: datetime) -> Row:
    return {
        "entry_id": f"entry-{number}",
        "actor": "demo",
        "acting_center": f"{center:012d}",
        "entered_at": at,
    }


def drawn(seed: int, size: int) -> list[Told]:
    """A log of five days; some entries come twice, some long after their own time."""
    dice = random.Random(seed)
    told: list[Told] = []
    for number in range(size):
        at = NOW + dice.randrange(-5 * 24 * 60, 30) * MINUTE
        own = entered(number, dice.choice(CENTERS), at)
        told.append((_entry(dice, own, at), at + dice.choice((0, 0, 0, 2, 26)) * HOUR))
    again = [(one, at + dice.choice((1, 30, 50)) * HOUR) for one, at in told[::9]]
    return sorted(told + again, key=lambda one: (one[1], one[0].entry_id))


def _entry(dice: random.Random, own: Row, at: datetime) -> DeskEntry:
    who: Row = {
        "person": dice.choice(PEOPLE),
        "agency": dice.choice((None, None, "police")),
    }
    kind = dice.choice(("on", "on", "on", "off", "roster"))
    if kind == "on":
        until = at + dice.choice((-1, 8, 12, 40)) * HOUR
        return SignedOn(**own, **who, function="officer", until=until)
    if kind == "off":
        return SignedOff(**own, **who)
    start = at.replace(hour=0, minute=0) + dice.choice((0, 1, 32)) * DAY
    shifts = tuple(_shift(dice, start) for _ in range(dice.randrange(9)))
    return Roster(**own, from_at=start, until=start + DAY, shifts=shifts)


def _shift(dice: random.Random, start: datetime) -> Shift:
    begins = start + dice.choice((0, 8, 14, 20, 25)) * HOUR
    return Shift(
        person=dice.choice(PEOPLE),
        function="leader",
        agency=dice.choice((None, "police")),
        from_at=begins,
        until=begins + dice.choice((-1, 12, 30)) * HOUR,
    )


def books_of(told: list[Told]) -> Store:
    books = Books()
    places = [
        Place(1, 1, DESK_TOPIC, 0, offset, at) for offset, (_, at) in enumerate(told)
    ]
    entries = [entry for entry, _ in told]
    batch = Batch(desk_entries=list(zip(places, entries, strict=True)))
    books.writer.write(batch, batch_no=1, written_at=NOW)
    return books.store


@pytest.fixture(scope="module", params=[1, 2])
def log(request: pytest.FixtureRequest) -> tuple[list[Told], Store]:
    told = drawn(request.param, 900)
    return told, books_of(told)


def counted(told: list[Told]) -> list[Told]:
    """Each message once, without those that came longer than a day after their time."""
    first: dict[str, Told] = {}
    for entry, at in told:
        first.setdefault(entry.entry_id, (entry, at))
    return [one for one in first.values() if abs(one[1] - one[0].entered_at) <= DAY]


def key_of(person: str) -> str:
    return "".join(person.split()).lower()


def spans(told: list[Told]) -> list[Row]:
    """What every person's sign-ons held, one word after the other."""
    words: dict[tuple[int, str, str], list[Told]] = {}
    for entry, at in counted(told):
        if isinstance(entry, SignedOn | SignedOff):
            key = int(entry.acting_center), entry.agency or "", key_of(entry.person)
            words.setdefault(key, []).append((entry, at))
    found: list[Row] = []
    for (center, agency, _), said in words.items():
        for (entry, since), following in zip(said, [*said[1:], None], strict=True):
            if not isinstance(entry, SignedOn):
                continue
            until = min(
                entry.until, since + DAY, following[1] if following else since + DAY
            )
            found.append(
                {
                    "center_code": center,
                    "agency": agency,
                    "person": entry.person,
                    "since": since,
                    "until_at": until,
                    "stands": following is None,
                }
            )
    return [one for one in found if one["until_at"] > one["since"]]


def on_duty(told: list[Told], now: datetime) -> list[Row]:
    return [one for one in spans(told) if one["stands"] and one["until_at"] > now]


def planned(told: list[Told]) -> list[Row]:
    """What holds of every roster, and whether somebody came for it."""
    rosters = [(e, at) for e, at in counted(told) if isinstance(e, Roster)]
    found: dict[tuple[Any, ...], Row] = {}
    for place, (roster, at) in enumerate(rosters):
        for shift in roster.shifts:
            begins = shift.from_at
            until = min(shift.until, begins + DAY)
            later = [
                (e, came)
                for e, came in rosters[place + 1 :]
                if e.acting_center == roster.acting_center and _is_for(e, came, begins)
            ]
            is_asked = begins < SPAN["until_at"] and until > SPAN["from_at"]
            if (
                later
                or not is_asked
                or until <= begins
                or not _is_for(roster, at, begins)
            ):
                continue
            row = {
                "center_code": int(roster.acting_center),
                "agency": shift.agency or "",
                "person": shift.person,
                "from_at": begins,
                "until_at": until,
            }
            found[tuple(row.values())] = row | _kept(told, row)
    return list(found.values())


def _is_for(roster: Roster, came: datetime, begins: datetime) -> bool:
    return roster.from_at <= begins < roster.until and begins < came + AHEAD


def _kept(told: list[Told], shift: Row) -> Row:
    came = [
        one["since"]
        for one in spans(told)
        if all(one[key] == shift[key] for key in ("center_code", "agency"))
        and key_of(one["person"]) == key_of(shift["person"])
        and one["since"] < shift["until_at"]
        and one["until_at"] > shift["from_at"]
    ]
    if came:
        in_time = min(came) <= shift["from_at"] + GRACE
        return {"state": "in_time" if in_time else "late", "signed_at": min(came)}
    is_over = shift["from_at"] + GRACE < NOW
    return {"state": "absent" if is_over else "to_come", "signed_at": None}


def rows(store: Store, name: str, **given: Any) -> list[Row]:
    known = {"now_at": NOW, "from_at": NOW, "row_limit": 10_000} | WHOLE | given
    asked = {key: known[key] for key in statements("reads")[name].parameters}
    return list(store.query(name, **asked).to_pylist())


def sorted_of(found: list[Row], *keys: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[key] for key in keys) for row in found)


WHO = ("center_code", "agency", "person", "since", "until_at")
SHIFT = ("center_code", "agency", "person", "from_at", "until_at", "state")


def test_who_is_on_duty_is_a_recount(log: tuple[list[Told], Store]) -> None:
    told, store = log
    found = rows(store, "on_duty")
    assert sorted_of(found, *WHO) == sorted_of(on_duty(told, NOW), *WHO)
    assert {row["total"] for row in found} == {len(found)}
    assert len(found) > 5
    earlier = rows(store, "on_duty", from_at=NOW - DAY)
    assert earlier == found
    assert len(rows(store, "on_duty", row_limit=3)) == 3


def test_tiers_count_who_is_on_duty(log: tuple[list[Told], Store]) -> None:
    told, store = log
    people = on_duty(told, NOW)
    own = [one for one in people if not one["agency"]]
    found = {row["tier"]: row for row in rows(store, "duty_by_tier")}
    assert [row["centers"] for row in found.values()] == [1, 4, 51, 1009]
    for center, tier in TIERS.items():
        here = {center, OTHER, ZONE} if tier == "county" else {center}
        assert found[tier]["staffed"] == len({o["center_code"] for o in own} & here)
        assert found[tier]["people"] == sum(o["center_code"] in here for o in own)
        every = sum(one["center_code"] in here for one in people)
        assert found[tier]["of_agencies"] == every - found[tier]["people"]


def test_planned_shifts_are_a_recount(log: tuple[list[Told], Store]) -> None:
    told, store = log
    found, wanted = rows(store, "planned_shifts", **SPAN), planned(told)
    assert sorted_of(found, *SHIFT) == sorted_of(wanted, *SHIFT)
    assert len({row["state"] for row in found}) >= 3
    by_key = {tuple(row[key] for key in SHIFT): row["signed_at"] for row in wanted}
    assert all(by_key[tuple(r[k] for k in SHIFT)] == r["signed_at"] for r in found)
    states = [row["state"] for row in found]
    order = ["absent", "late", "to_come", "in_time"]
    assert states == sorted(states, key=order.index)
    sums = Counter((row["tier"], row["state"]) for row in map(_tiered, found))
    told_sums = rows(store, "shifts_by_tier", **SPAN)
    assert {(r["tier"], r["state"]): r["shifts"] for r in told_sums} == sums


def _tiered(row: Row) -> Row:
    return row | {"tier": TIERS.get(row["center_code"], "county")}


def test_a_range_has_its_own_centers_and_a_named_one(
    log: tuple[list[Told], Store],
) -> None:
    told, store = log
    here = {"low": COUNTY, "high": COUNTY + 10**6}
    people = {one["center_code"] for one in on_duty(told, NOW)}
    assert centers(store, **here) == people & {COUNTY, TOWN, VILLAGE}
    assert centers(store, **here, with_villages=0) == people & {COUNTY, TOWN}
    only = {"low": 0, "high": 0, "center_code": ZONE}
    assert centers(store, **only) == people & {ZONE}


def centers(store: Store, **given: Any) -> set[int]:
    return {row["center_code"] for row in rows(store, "on_duty", **given)}


def sign_on(number: int, at: datetime, **given: Any) -> SignedOn:
    own = entered(number, CITY, at)
    said = {"person": "演示甲", "function": "officer", "until": at + 40 * HOUR}
    return SignedOn(**own | said | given)


def test_a_sign_on_is_in_time_late_or_missing_by_the_minute() -> None:
    eight = SPAN["from_at"]
    shift = Shift(person="演示甲", function="officer", from_at=eight, until=NOW + HOUR)
    plan = Roster(
        **entered(1, CITY, eight - HOUR),
        from_at=eight,
        until=eight + DAY,
        shifts=(shift, structs.replace(shift, person="演示乙"), shift),
    )
    for minutes, state in ((-300, "in_time"), (15, "in_time"), (16, "late")):
        at = eight + minutes * MINUTE
        store = books_of([(plan, eight - HOUR), (sign_on(2, at), at)])
        found = rows(store, "planned_shifts", **SPAN)
        assert [(one["person"], one["state"]) for one in found] == [
            ("演示乙", "absent"),
            ("演示甲", state),
        ]
        early = rows(store, "planned_shifts", **SPAN, now_at=eight + GRACE)
        assert "absent" not in {one["state"] for one in early}


def test_nobody_is_on_duty_for_longer_than_a_day_or_after_his_own_end() -> None:
    store = books_of([(sign_on(1, NOW - 23 * HOUR), NOW - 23 * HOUR)])
    (row,) = rows(store, "on_duty")
    assert row["until_at"] == NOW + HOUR
    assert rows(store, "on_duty", now_at=NOW + HOUR) == []
    ended = sign_on(1, NOW - HOUR, until=NOW)
    assert rows(books_of([(ended, NOW - HOUR)]), "on_duty") == []


def test_a_past_moment_knows_who_was_on_duty_then() -> None:
    intake = Intake()
    off = {"entry": "sign_off", "person": "演示甲"}
    on = {"entry": "sign_on", "person": "演示甲", "function": "officer"}
    on["until"] = (NOW + 8 * HOUR).isoformat()
    for number, told in enumerate((on, off, on)):
        at = NOW + number * HOUR
        own = entered(number, CITY, at) | {"entered_at": at.isoformat()}
        intake.take((DESK_TOPIC, own | told, at))
    for minutes, since in ((-1, None), (30, NOW), (90, None), (130, NOW + 2 * HOUR)):
        then = NOW + minutes * MINUTE
        (vector,) = intake.store.query("offsets_at", at=then).to_pylist()
        asked = {"now_at": then, "from_at": NOW, "offsets": vector["offsets"] or "[]"}
        found = rows(intake.store, "on_duty_as_of", **asked)
        assert [one["since"] for one in found] == ([since] if since else [])


@pytest.mark.parametrize(
    "until",
    ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"],
)
def test_no_moment_that_somebody_sends_stops_the_reads(until: str) -> None:
    moment = datetime.fromisoformat(until)
    far = Shift(person="x", function="leader", from_at=moment, until=moment)
    own = entered(1, CITY, NOW)
    plan = Roster(**own, from_at=moment, until=moment, shifts=(far,))
    told: list[Told] = [(sign_on(2, NOW, until=moment), NOW), (plan, NOW)]
    store = books_of(told)
    assert len(rows(store, "on_duty")) == int(moment.year > 1)
    assert rows(store, "planned_shifts", **SPAN) == []

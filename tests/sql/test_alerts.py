"""Camera alerts that wait: every one on a line or in a batch, once, recounted here."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from streams.events import Event

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
FIRST_HOUR = NOW.replace(minute=0) - timedelta(hours=23)
WITHIN = timedelta(minutes=10)
SPAN = {"low": 0, "high": 10**12}
GIVEN = {"now_at": NOW, "from_at": FIRST_HOUR, "within_minutes": 10, **SPAN}
LINES = {"fire_smoke", "drowning", "crowd", "fighting", "railway_intrusion"} | {
    "loose_petrol"
}
VILLAGES = (421303001001, 421303001002, 421321101201)
CATEGORIES = ("intrusion", "fire_smoke", "motion", "video_loss", "crowd")
FATES = (None, None, None, None, "dismiss", "acknowledge", "shelve", "shelve_ended")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def drawn() -> tuple[City, list[tuple[Any, datetime, str | None]]]:
    """A city with alerts of two days, what became of some of them, and the alerts."""
    dice, city = random.Random(4), City(ready_store())
    alerts = []
    for _ in range(700):
        at = NOW - timedelta(seconds=dice.randrange(60, 2 * 86_400))
        alerts.append((_alert(city, dice, at), at, dice.choice(FATES)))
    alerts.sort(key=lambda one: one[1])
    city.send(*((one, at) for one, at, _ in alerts), written_at=NOW)
    moves = [_fate(city, one, at, fate) for one, at, fate in alerts if fate]
    city.send(*moves, written_at=NOW)
    return city, alerts


def _alert(city: City, dice: random.Random, at: datetime) -> Event:
    severity = dice.choices(("01", "02", "03", "04"), (1, 3, 10, 86))[0]
    event = city.event(
        at,
        kind="camera_alert",
        category=dice.choice(CATEGORIES),
        severity=severity,
        division_code=dice.choice(VILLAGES),
    )
    camera = f"{event.division_code}0000000{dice.randrange(2)}"
    return structs.replace(event, camera_id=camera)


def _fate(city: City, event: Event, at: datetime, fate: str) -> Any:
    name, _, ended = fate.partition("_")
    later = at + timedelta(seconds=20)
    until = later + timedelta(seconds=10) if ended else NOW + timedelta(days=1)
    given = {"due_at": until} if name == "shelve" else {}
    return city.moved(event, name, later, **given), later


def waiting(
    alerts: list[tuple[Any, datetime, str | None]],
) -> list[tuple[Any, datetime]]:
    """Those that a person is waited for: faults of devices are not among them."""
    return [
        (one, at)
        for one, at, fate in alerts
        if fate in {None, "shelve_ended"} and _category(one) != "video_loss"
    ]


def _category(event: Any) -> str:
    row = {
        (2, 1): "video_loss",
        (5, 2): "motion",
        (5, 6): "intrusion",
    }
    return event.algorithm or row[event.alarm_method, event.alarm_type]


def _is_line(event: Any) -> bool:
    return event.priority <= 2 or _category(event) in LINES


def asked(city: City, **given: Any) -> list[Row]:
    parameters = {**GIVEN, "ids_limit": 200, "row_limit": 10_000, **given}
    return city.store.query("alert_rows", **parameters).to_pylist()


def runs(alerts: list[tuple[Any, datetime]]) -> list[list[tuple[Any, datetime]]]:
    """Alerts of one camera and type, parted where the next is too late."""
    found: dict[tuple[str, str], list[list[tuple[Any, datetime]]]] = defaultdict(list)
    for one, at in alerts:
        own = found[one.camera_id, _category(one)]
        if own and at - own[-1][-1][1] <= WITHIN:
            own[-1].append((one, at))
        else:
            own.append([(one, at)])
    return [run for own in found.values() for run in own]


def test_every_waiting_alert_is_in_one_line_or_batch(
    drawn: tuple[City, list[tuple[Any, datetime, str | None]]],
) -> None:
    city, alerts = drawn
    expected = waiting(alerts)
    rows = asked(city)
    ids = [one for row in rows for one in row["item_ids"]]
    assert Counter(ids) == Counter(one.id for one, _ in expected)
    assert sum(row["alerts"] for row in rows) == len(expected)
    for is_line in (True, False):
        own = [row for row in rows if row["is_line"] is is_line]
        assert {row["rows_total"] for row in own} == {len(own)}
        assert {row["alerts_total"] for row in own} == {
            sum(row["alerts"] for row in own)
        }


def test_lines_are_runs_of_a_camera_and_batches_hours_of_a_town(
    drawn: tuple[City, list[tuple[Any, datetime, str | None]]],
) -> None:
    city, alerts = drawn
    rows, expected = asked(city), waiting(alerts)
    lines = runs([one for one in expected if _is_line(one[0])])
    assert {tuple(row["item_ids"]) for row in rows if row["is_line"]} == {
        tuple(one.id for one, _ in run) for run in lines
    }
    batches: Counter[tuple[Any, ...]] = Counter()
    for one, at in expected:
        if not _is_line(one):
            hour = at.replace(minute=0, second=0, microsecond=0)
            town = int(one.division_code) // 1000 * 1000
            key = town, _category(one), hour if at >= FIRST_HOUR else None
            batches[key] += 1
    assert batches == {
        (row["town_code"], row["category"], row["hour_at"]): row["alerts"]
        for row in rows
        if not row["is_line"]
    }


def test_the_members_of_a_row_are_its_alerts(
    drawn: tuple[City, list[tuple[Any, datetime, str | None]]],
) -> None:
    city, _ = drawn
    for row in asked(city)[::5]:
        named = {one: row[one] for one in ("town_code", "category", "camera_id")}
        first, newest = (
            round(row[one].timestamp() * 1_000_000) for one in ("first_at", "newest_at")
        )
        members = city.store.query(
            "alert_members",
            now_at=NOW,
            row_limit=200,
            first_us=first,
            newest_us=newest,
            **named,
            **SPAN,
        ).to_pylist()
        assert [one["item_id"] for one in members] == row["item_ids"]


def test_the_load_is_what_began_whatever_became_of_it(
    drawn: tuple[City, list[tuple[Any, datetime, str | None]]],
) -> None:
    city, alerts = drawn
    came = [
        (one, at)
        for one, at, _ in alerts
        if at >= FIRST_HOUR and _category(one) != "video_loss"
    ]
    recent = NOW - WITHIN
    begun = [run[0][1] for run in runs([one for one in came if _is_line(one[0])])]
    firsts: dict[tuple[Any, ...], datetime] = {}
    for one, at in came:
        if not _is_line(one):
            town = int(one.division_code) // 1000
            key = town, _category(one), at.replace(minute=0, second=0, microsecond=0)
            firsts.setdefault(key, at)
    begun += firsts.values()
    given = {key: GIVEN[key] for key in ("from_at", "within_minutes")}
    rows = city.store.query(
        "alert_load", until_at=NOW, recent_at=recent, **given, **SPAN
    ).to_pylist()
    sums = {
        key: sum(row[key] for row in rows)
        for key in ("alerts", "askings", "recent_askings", "recent_alerts")
    }
    assert sums == {
        "alerts": len(came),
        "askings": len(begun),
        "recent_askings": sum(at > recent for at in begun),
        "recent_alerts": sum(at > recent for _, at in came),
    }


def test_what_came_after_the_screen_was_drawn_stays() -> None:
    """What is judged are the ids of a row, never the question that it answers."""
    city = City(ready_store())
    fire = {"kind": "camera_alert", "category": "fire_smoke", "severity": "03"}
    one, two, three = (
        city.event(NOW - WITHIN, division_code=VILLAGES[0], **fire) for _ in range(3)
    )
    city.write(one, two, at=NOW - WITHIN)
    (row,) = asked(city)
    city.write(three, at=NOW - timedelta(minutes=5))
    for each in (one, two):
        assert each.id in row["item_ids"]
        city.move(each, "dismiss", at=NOW - timedelta(minutes=4))
    (left,) = asked(city)
    assert left["item_ids"] == [three.id]


def test_so_many_ids_and_rows_as_are_asked_for(
    drawn: tuple[City, list[tuple[Any, datetime, str | None]]],
) -> None:
    city, _ = drawn
    whole, some = asked(city), asked(city, row_limit=3, ids_limit=2)
    assert Counter(row["is_line"] for row in some) == {True: 3, False: 3}
    by_place = {(row["is_line"], row["place"]): row for row in whole}
    for row in some:
        full = by_place[row["is_line"], row["place"]]
        assert row["item_ids"] == full["item_ids"][:2]
        assert {key: row[key] for key in row if key != "item_ids"} == {
            key: full[key] for key in full if key != "item_ids"
        }

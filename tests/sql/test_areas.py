"""What lies in an area, against plain computations of another kind (演示数据)."""

from __future__ import annotations

import cmath
import random
from datetime import timedelta
from math import acos, cos, radians, sin
from typing import TYPE_CHECKING, Any

import pytest

from sql.questions import fitting
from tests.sql.drawn import NOW
from tests.sql.listed import ANY, counts, found
from tests.sql.state import item, put
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from sql.store import Store

LONGITUDE, LATITUDE = 113.3701, 31.7102
CIRCLE = f"circle:{LONGITUDE},{LATITUDE},800"
BOX = "box:113.36500,31.70500,113.37500,31.71500"
# A polygon with a bay from the north, so that a line to the east crosses it often.
BAY = (
    *((113.36, 31.70), (113.38, 31.70), (113.38, 31.72)),
    *((113.372, 31.72), (113.37, 31.705), (113.368, 31.72), (113.36, 31.72)),
)
POLY = "poly:" + ";".join(f"{x:.5f},{y:.5f}" for x, y in BAY)
DAYS = {
    "from_day": (NOW - timedelta(days=30)).date(),
    "until_day": NOW.date() + timedelta(days=1),
    "before_day": (NOW - timedelta(days=60)).date(),
    "before_at": NOW - timedelta(days=30),
}
KINDS = ("incident", "dispute", "camera_alert", "risk_lead")
Row = dict[str, Any]


def metres(x: float, y: float) -> float:
    """By the law of cosines, where the store goes by half angles."""
    south, north, across = radians(LATITUDE), radians(y), radians(x - LONGITUDE)
    angle = sin(south) * sin(north) + cos(south) * cos(north) * cos(across)
    return 6_371_000 * acos(min(1.0, angle))


def is_in_bay(x: float, y: float) -> bool:
    """By how often its outline turns around the place: whole turns of winding."""
    at = complex(x, y)
    spokes = [complex(*one) - at for one in BAY]
    turns = 0.0
    for one, other in zip(spokes, (*spokes[1:], spokes[0]), strict=True):
        quotient = other / one
        # The angle of a quotient of complex numbers is exact enough away from edges.
        turns += 0.0 if quotient == 1 else cmath.phase(quotient)
    return abs(turns) > 1


def is_in_box(x: float, y: float) -> bool:
    return 113.365 <= x <= 113.375 and 31.705 <= y <= 31.715


EXPECTED = {
    CIRCLE: lambda x, y: metres(x, y) <= 800,
    BOX: is_in_box,
    POLY: is_in_bay,
}
EDGE = {
    "corner": (113.36, 31.70, 1),
    "south": (113.37, 31.70, 1),
    "slope": (113.371, 31.7125, 1),
    "tip": (113.37, 31.705, 1),
    "in the bay": (113.37, 31.7051, 0),
    "level with corners": (113.35, 31.72, 0),
    "beside": (113.38001, 31.71, 0),
}


@pytest.fixture(scope="module")
def store() -> Store:
    """600 places around, each of a kind; others at no point, merged, or of 15 to 17."""
    dice = random.Random(7)
    made = ready_store()
    places = [
        (round(dice.uniform(113.35, 113.39), 6), round(dice.uniform(31.69, 31.73), 6))
        for _ in range(600)
    ]
    rows = [
        _item(f"p{n}", x, y, kind=KINDS[n % 4], days=n % 70)
        for n, (x, y) in enumerate(places)
    ]
    rows += [_item(f"edge {name}", x, y) for name, (x, y, _) in EDGE.items()]
    rows += [
        _item("family", LONGITUDE, LATITUDE, kind="dispute", category="16"),
        _item("nowhere", None, None),
        _item("merged", LONGITUDE, LATITUDE, status="merged", closed_at=NOW),
        _item(
            "watched",
            None,
            None,
            kind="camera_alert",
            details='{"camera_id": "42130300011320002938"}',
        ),
    ]
    put(made, rows)
    return made


def _item(
    name: str, x: float | None, y: float | None, days: int = 0, **given: Any
) -> Row:
    kind = given.pop("kind", "incident")
    is_over = name.startswith("p") and days % 3 == 0
    ended = {"status": "closed", "closed_at": NOW} if is_over else {}
    usual = {"kind": kind, "category": "01", "longitude": x, "latitude": y}
    return item(
        item_id=name,
        received_at=NOW - timedelta(days=days, hours=1),
        is_case=kind in {"incident", "dispute"},
        **usual | ended | given,
    )


def inside(store: Store, area: str) -> set[str]:
    return set(found(store, area=area))


@pytest.mark.parametrize("area", EXPECTED)
def test_what_lies_in_an_area_is_what_plain_arithmetic_says(
    store: Store, area: str
) -> None:
    every = store.query("item_list", low=0, high=10**12, row_limit=10_000).to_pylist()
    assert len(every) > len(EDGE)
    rows = {one["item_id"] for one in every if one["item_id"].startswith("p")}
    dice = random.Random(7)
    expected = {
        f"p{n}"
        for n in range(600)
        if EXPECTED[area](
            round(dice.uniform(113.35, 113.39), 6),
            round(dice.uniform(31.69, 31.73), 6),
        )
    }
    assert 20 < len(expected) < 400
    assert inside(store, area) & rows == expected


def test_an_edge_belongs_to_its_area(store: Store) -> None:
    shown = inside(store, POLY)
    said = {name: int(f"edge {name}" in shown) for name in EDGE}
    assert said == {name: wanted for name, (_, _, wanted) in EDGE.items()}


def test_what_has_no_point_is_nowhere_and_a_camera_where_its_register_says(
    store: Store,
) -> None:
    shown = inside(store, CIRCLE)
    assert not shown & {"family", "nowhere", "merged"}
    assert "watched" in shown
    [row] = asked(store, "area_unplaced", CIRCLE)
    assert (row["items"], row["open_items"]) == (2, 2)


def test_a_list_has_exactly_what_an_area_counts(store: Store) -> None:
    """Of every stream: what is open, came in and ended; and what it says of each sort
    adds up to the same.
    """
    rows = asked(store, "area_counts", POLY)
    dated = {"dated_by": "received", "from_day": DAYS["from_day"]}
    dated |= {"until_day": DAYS["until_day"]}
    for kind in KINDS:
        own = [one for one in rows if one["kind"] == kind]
        assert sum(one["open_items"] for one in own) > 0
        for key, filters in (
            ("open_items", {"state": "open"}),
            ("received", dated),
            ("disposed", {"state": "finished"} | dated),
        ):
            listed = counts(store, area=POLY, kind=kind, **filters)
            told = sum(one[key] for one in own)
            assert told == sum(one["items"] for one in listed), (kind, key)
    for sort in ("business_day", "hour_no", "division_code", "kind"):
        parts = [one["received"] for one in rows if one[sort] is not None]
        assert sum(parts) == sum(one["received"] for one in rows if one["kind"])


def test_the_period_before_is_as_long_and_ends_at_the_same_hour(store: Store) -> None:
    rows = [one for one in asked(store, "area_counts", POLY) if one["kind"]]
    dice = random.Random(7)
    ages = [
        n % 70
        for n in range(600)
        if is_in_bay(dice.uniform(113.35, 113.39), dice.uniform(31.69, 31.73))
    ]
    assert sum(one["received_before"] for one in rows) == sum(
        30 <= age <= 60 for age in ages
    )


def test_the_nearest_places_have_their_metres(store: Store) -> None:
    rows = asked(store, "area_sites", CIRCLE, row_limit=3)
    assert {one["sort"] for one in rows} == {
        *("camera", "center", "police_post", "quick_response"),
    }
    for one in rows:
        away = metres(one["longitude"], one["latitude"])
        assert one["metres"] == pytest.approx(away, abs=0.5)
        assert one["is_inside"] == (away <= 800)
    cameras = store.query("cameras").to_pylist()
    within = sum(metres(one["longitude"], one["latitude"]) <= 800 for one in cameras)
    assert {one["inside"] for one in rows if one["sort"] == "camera"} == {within}


def asked(store: Store, name: str, area: str, **given: Any) -> list[Row]:
    usual = ANY | DAYS | {"area": area, "row_limit": 1_000} | given
    question = fitting(name, usual)
    return list(store.query(question.name, **question.parameters).to_pylist())

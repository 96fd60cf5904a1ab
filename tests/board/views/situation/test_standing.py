"""Cases and signals apart: one of each, and a signal that became a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.look.formats import spoken
from board.look.texts import texts
from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from board.views.situation import breakdown
from board.views.situation.charts import days, hours
from board.views.situation.header import header
from board.views.situation.ranking import ranking
from board.views.situation.tiles import tiles
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

ZH = texts("zh")
CITY = 421300000000
SHOWN: dict[str, Any] = {"scope": CITY, "words": ZH, "now": NOW}


@pytest.fixture(scope="module")
def picture() -> Snapshot:
    """Today: one incident, closed; five alerts, of which one is a false alarm, one
    became a case and one somebody looks at.
    """
    city, at = City(ready_store()), NOW - timedelta(minutes=30)
    incident = city.event(at, kind="incident")
    alerts = [
        city.event(at, kind="camera_alert", category="crowd", severity="01")
        for _ in range(5)
    ]
    city.write(incident, *alerts, at=at)
    for move in ("accept", "handle", "close"):
        city.move(incident, move, at=at)
    for alert, move in zip(alerts, ("dismiss", "confirm", "acknowledge"), strict=False):
        city.move(alert, move, at=at)
    maker = PictureMaker(
        Reads(city.store), ask_health=lambda: None, ask_progress=lambda: None
    )
    maker.tick(NOW)
    return maker.snapshot


def tile(picture: Snapshot, kind: str) -> dict[str, Any]:
    rows = tiles(picture, **SHOWN).table("tiles").records()
    return next(one for one in rows if one["kind"] == kind)


def test_the_headline_counts_each(picture: Snapshot) -> None:
    shown = header(picture, page="wall", **SHOWN)
    assert spoken(shown.notices["total"], ZH, NOW) == "今日事项 1 · 信号 5"


def test_signals_wait_to_be_judged_and_are_judged(picture: Snapshot) -> None:
    alerts = tile(picture, "camera_alert")
    assert (alerts["open_label"], alerts["open"]) == ("待处置", 3)
    assert (alerts["ended_label"], alerts["ended"]) == ("已处置", 2)
    assert (alerts["dismissed"], alerts["confirmed"]) == (1, 1)
    assert alerts["open"] + alerts["ended"] == alerts["received"]


def test_cases_are_open_and_are_closed_today(picture: Snapshot) -> None:
    incidents = tile(picture, "incident")
    assert (incidents["open_label"], incidents["open"]) == ("在办", 0)
    assert (incidents["ended_label"], incidents["ended"]) == ("今日办结", 1)
    assert (incidents["dismissed"], incidents["confirmed"]) == (None, None)


def test_what_is_kept_for_less_than_a_year_has_no_slot_for_it(
    picture: Snapshot,
) -> None:
    slots = {one: tile(picture, one)["has_year"] for one in ("incident", "risk_lead")}
    assert slots == {"incident": 1, "risk_lead": 1}
    assert tile(picture, "camera_alert")["has_year"] == 0


def test_a_league_is_of_cases_with_signals_beside_them(picture: Snapshot) -> None:
    league = ranking(picture, (CITY,), ZH, title="", shown=1).table("league")
    [row] = league.records()
    assert (row["cases"], row["signals"], row["open"]) == (1, 5, 1)
    assert row["severity-01"] == 0


def test_hours_and_days_draw_signals_on_an_axis_of_their_own(
    picture: Snapshot,
) -> None:
    for name, shown in (("hours", hours), ("days", days)):
        contents = shown(picture, **SHOWN)
        axes = {one.column: one.axis for one in contents.charts[0].series}
        assert axes.pop("signals") == "right"
        assert axes.keys() <= {"incident", "dispute", "yesterday"}
        assert set(axes.values()) == {"left"}
        assert sum(filter(None, contents.table(name).values("signals"))) == 5


def test_hours_to_come_have_no_signals_yet(picture: Snapshot) -> None:
    signals = hours(picture, **SHOWN).table("hours").values("signals")
    assert signals[15] == 5
    assert signals[16:] == [None] * 8


def test_steps_and_categories_are_measured_apart(picture: Snapshot) -> None:
    steps = breakdown.steps(picture, CITY, ZH)
    counts = {
        one.name: {row["status"]: row["count"] for row in one.records() if row["count"]}
        for one in steps.tables
    }
    assert counts == {
        "signal": {"raised": 2, "acknowledged": 1},
        "case": {"registered": 1},
    }
    categories = breakdown.categories(picture, CITY, ZH)
    found = {one.name: one.values("count") for one in categories.tables}
    assert found == {"case": [1], "signal": [5]}

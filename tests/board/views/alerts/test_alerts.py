"""The page 告警 as somebody sees it, from messages in a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.components.several import said_from
from board.pages.list import ALERTS, PAGES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.alerts.arrived import arrived
from board.views.alerts.asking import group_of
from board.views.common.suppression import outside
from board.views.handling.several import MOST, Bounds
from tests.support.city import City
from tests.support.doors import Shut, maker_of
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
CITY, TOWN, OTHER, EMPTY = 421300000000, 421303001000, 421321101000, 421303002000
VILLAGE, FAR = 421303001001, 421321101201
PAGE = next(one for one in PAGES if one.name == "alerts")
MINUTE = timedelta(minutes=1)
FIRE = {"kind": "camera_alert", "category": "fire_smoke", "severity": "03"}
MOTION = {"kind": "camera_alert", "category": "motion", "severity": "04"}


@pytest.fixture(scope="module")
def city() -> City:
    """A village's fire three times within ten minutes, eleven movements in another
    town, of which ten were dismissed and an old one waits.
    """
    found = City(ready_store())
    for number in range(3):
        at = NOW - (9 - number) * MINUTE
        fire = found.event(
            at, item_id=f"fire-{number}", division_code=VILLAGE, title="烟", **FIRE
        )
        found.write(fire, at=at)
    for number in range(11):
        at = NOW - timedelta(days=2, minutes=number)
        moved = found.event(
            at, item_id=f"motion-{number}", division_code=FAR, title="动", **MOTION
        )
        found.write(moved, at=at)
        if number:
            found.move(moved, "dismiss", at=at + MINUTE)
    return found


@pytest.fixture(scope="module")
def snapshot(city: City) -> Snapshot:
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    return maker.snapshot


class Shown:
    """The page of a range."""

    def __init__(self, city: City, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(city.store), snapshot

    def picture(self, scope: int = CITY, **given: str) -> Picture:
        picture = Picture(
            snapshot=self._snapshot,
            page="alerts",
            scope=scope,
            language="zh",
            now=NOW,
            choices=given,
        )
        return answered(PAGE, picture, self._reads)

    def part(self, name: str, scope: int = CITY, **given: str) -> Any:
        return ALERTS.parts[f"alert_{name}"](self.picture(scope, **given))

    def rows(self, name: str, scope: int = CITY, **given: str) -> list[dict[str, Any]]:
        (table,) = self.part(name, scope, **given).tables
        return list(table.records())


@pytest.fixture(scope="module")
def shown(city: City, snapshot: Snapshot) -> Shown:
    return Shown(city, snapshot)


def test_a_camera_that_goes_on_is_one_line_with_its_count(shown: Shown) -> None:
    (line,) = shown.rows("lines")
    assert (line["category"], line["alerts"]) == ("烟火", 3)
    assert line["ids"] == "fire-0 fire-1 fire-2"
    assert shown.rows("lines", OTHER) == []


def test_all_others_are_batches_the_old_ones_one_last(shown: Shown) -> None:
    (batch,) = shown.rows("batches")
    assert (batch["hour"], batch["alerts"], batch["late"]) == ("更早", 1, 1)
    assert (batch["ids"], batch["level"]) == ("motion-0", "overdue")


def test_a_row_opens_the_alerts_that_it_stood_for(shown: Shown) -> None:
    (line,) = shown.rows("lines")
    members = shown.rows("opened", group=line["group"])
    assert [one["id"] for one in members] == line["ids"].split()
    assert shown.rows("opened", OTHER, group=line["group"]) == []


@pytest.mark.parametrize("group", ["", "1.motion.2.3", f"{CITY}.x' or 1.1.2", "九.九"])
def test_what_names_no_row_opens_none(shown: Shown, group: str) -> None:
    picture = shown.picture(group=group)
    assert group_of(picture) is None
    assert ALERTS.parts["alert_opened"](picture).tables == ()


def test_the_load_is_told_per_seat(shown: Shown) -> None:
    load = shown.part("load", TOWN)
    told = {one.key: (one.value, one.level) for one in load.figures}
    assert told == {
        "waiting": (3, ""),
        "rows": (1, ""),
        "late": (0, ""),
        "recent_askings": (1, ""),
        "per_seat": (1.0, ""),
        "busiest": (1, ""),
    }
    assert shown.part("load", CITY).figure("per_seat").value < 1
    assert {one.value for one in shown.part("load", EMPTY).figures} == {0}


def test_hours_hold_alerts_against_the_rows_they_asked_by(shown: Shown) -> None:
    *_, last = shown.rows("hours")
    assert (last["hour"], last["askings"], last["alerts"]) == (15, 1, 3)


def test_false_alarms_are_a_share_where_enough_were_judged(shown: Shown) -> None:
    (motion,) = shown.rows("wrong", OTHER)
    assert (motion["dismissed"], motion["judged"], motion["share"]) == (10, 10, 1.0)
    assert shown.rows("wrong", TOWN) == []


def test_people_outside_see_no_alert(shown: Shown) -> None:
    for name in ("lines", "batches"):
        assert outside(shown.part(name)).tables == ()


def test_what_comes_is_pushed_as_counts(shown: Shown) -> None:
    figures = arrived(shown.picture(TOWN)).figures
    assert {one.key: one.value for one in figures} == {"received": 3, "waiting": 3}


def test_more_may_be_judged_at_once_than_moved_but_a_case_is_confirmed_alone() -> None:
    bounds = Bounds(200, ("dismiss", "confirm"), ("confirm",))
    assert bounds.offered(1) == ("dismiss", "confirm")
    assert bounds.offered(2) == ("dismiss",)
    items = ",".join(f'["camera_alert","a-{n}"]' for n in range(MOST + 1))
    text = f'{{"number":1,"items":[{items}],"move":"dismiss"}}'
    assert said_from(text) is None
    said = said_from(text, bounds.most)
    assert said is not None
    assert (len(said.items), said.move) == (MOST + 1, "dismiss")

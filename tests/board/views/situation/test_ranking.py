from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.texts import texts
from board.picture.rollup import total
from board.views.situation import breakdown, crumbs
from board.views.situation.ranking import ranking, towns_of

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

ZH = texts("zh")
CITY, SUIXIAN, LISHAN = 421300000000, 421321000000, 421321101000


def test_the_league_of_the_city_is_its_towns_in_order(snapshot: Snapshot) -> None:
    rows = ranking(snapshot, towns_of(snapshot, CITY), ZH, shown=60)
    assert len(rows) == 51
    counts = [row.received for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert rows[0].share == 1.0
    assert [row.rank for row in rows] == list(range(1, 52))


def test_below_a_county_stand_its_towns_and_below_a_village_nothing(
    snapshot: Snapshot,
) -> None:
    assert LISHAN in towns_of(snapshot, SUIXIAN)
    village = snapshot.geography.children[LISHAN][0]
    assert ranking(snapshot, towns_of(snapshot, village), ZH, shown=9) == ()


def test_crumbs_lead_from_the_city_down_to_here(snapshot: Snapshot) -> None:
    shown = crumbs.crumbs(snapshot, LISHAN, ZH)
    assert [one.name for one in shown.path] == ["随州市", "随县", "厉山镇"]
    assert shown.center == "厉山镇综治中心"


def test_a_click_goes_down_one_tier_at_a_time(snapshot: Snapshot) -> None:
    assert crumbs.step_down(snapshot, CITY, LISHAN) == SUIXIAN
    assert crumbs.step_down(snapshot, SUIXIAN, LISHAN) == LISHAN
    assert crumbs.step_down(snapshot, LISHAN, LISHAN) == LISHAN


def test_a_click_outside_goes_there(snapshot: Snapshot) -> None:
    assert crumbs.step_down(snapshot, 421303000000, LISHAN) == LISHAN
    assert crumbs.step_down(snapshot, 421303000000, 7) == 421303000000


def test_categories_are_named_and_the_longest_bar_is_full(snapshot: Snapshot) -> None:
    bars = breakdown.categories(snapshot, CITY, ZH)
    assert len(bars) == breakdown.TOP
    assert bars[0].share == 1.0
    assert not any(bar.name.isascii() for bar in bars)


def test_steps_sum_to_what_is_open(snapshot: Snapshot) -> None:
    steps = breakdown.steps(snapshot, CITY, ZH)
    assert sum(step.count for step in steps) == total(snapshot.pulse.open[CITY])
    assert all(not step.name.isascii() for step in steps)


def test_device_faults_stand_apart_with_a_rate_per_thousand(
    snapshot: Snapshot,
) -> None:
    shown = breakdown.flood(snapshot, CITY, ZH)
    assert shown.faults > 0
    assert snapshot.cameras[CITY] == 54_000
    assert shown.faults_text == f"每千路 {shown.faults / 54:.2f}"
    assert shown.level in {"calm", "busy", "flood"}

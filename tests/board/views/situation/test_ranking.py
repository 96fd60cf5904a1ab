from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import written
from board.look.texts import texts
from board.look.theme import SEVERITY_SHAPES
from board.picture.rollup import total
from board.views.common.standing import opened_as, streams_of
from board.views.situation import breakdown, crumbs
from board.views.situation.ranking import ranking, towns_of
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Table

ZH = texts("zh")
CITY, SUIXIAN, LISHAN = 421300000000, 421321000000, 421321101000


def test_the_league_of_the_city_is_its_towns_in_order(snapshot: Snapshot) -> None:
    league = ranked(snapshot, CITY)
    counts = league.values("cases")
    assert len(counts) == 51
    assert counts == sorted(counts, reverse=True)
    assert league.values("rank") == list(range(1, 52))


def test_a_league_says_how_many_are_not_on_it(snapshot: Snapshot) -> None:
    codes = towns_of(snapshot, CITY)
    short = ranking(snapshot, codes, ZH, title="", shown=12)
    assert short.notices["more"].values["n"].value == 39
    assert not ranking(snapshot, codes, ZH, title="", shown=51).notices


def test_severities_of_a_division_are_those_of_its_cases(snapshot: Snapshot) -> None:
    for row in ranked(snapshot, CITY).records():
        parts = [row[f"severity-{code}"] for code in SEVERITY_SHAPES]
        assert sum(parts) == row["cases"]


def test_places_are_gained_only_on_a_yesterday(snapshot: Snapshot) -> None:
    for row in ranked(snapshot, CITY).records():
        yesterday = total(
            opened_as(snapshot.pulse.yesterday.get(int(row["code"]), {}), "case")
        )
        assert (row["moved"] is None) == (yesterday == 0)


def test_below_a_county_stand_its_towns_and_below_a_village_nothing(
    snapshot: Snapshot,
) -> None:
    assert LISHAN in towns_of(snapshot, SUIXIAN)
    village = snapshot.geography.children[LISHAN][0]
    assert ranked(snapshot, village).rows == ()


def test_crumbs_lead_from_the_city_down_to_here(snapshot: Snapshot) -> None:
    shown = crumbs.crumbs(snapshot, LISHAN, ZH)
    assert shown.table("path").values("name") == ["随州市", "随县", "厉山镇"]
    assert shown.title == "厉山镇综治中心"


def test_a_click_goes_down_one_tier_at_a_time(snapshot: Snapshot) -> None:
    assert crumbs.step_down(snapshot, CITY, LISHAN) == SUIXIAN
    assert crumbs.step_down(snapshot, SUIXIAN, LISHAN) == LISHAN
    assert crumbs.step_down(snapshot, LISHAN, LISHAN) == LISHAN


def test_a_click_outside_goes_there(snapshot: Snapshot) -> None:
    assert crumbs.step_down(snapshot, 421303000000, LISHAN) == LISHAN
    assert crumbs.step_down(snapshot, 421303000000, 7) == 421303000000


def test_categories_are_named_and_the_largest_comes_first(snapshot: Snapshot) -> None:
    shown = breakdown.categories(snapshot, CITY, ZH)
    for standing, top in breakdown.TOP.items():
        bars = shown.table(standing)
        counts = bars.values("count")
        assert len(counts) == top
        assert counts == sorted(counts, reverse=True)
        assert not any(str(name).isascii() for name in bars.values("name"))
        assert set(bars.values("kind")) <= {one.kind for one in streams_of(standing)}


def test_steps_sum_to_what_is_open(snapshot: Snapshot) -> None:
    shown = breakdown.steps(snapshot, CITY, ZH)
    counts = [sum(one.values("count")) for one in shown.tables]
    assert sum(counts) == total(snapshot.pulse.open[CITY])
    assert counts[0] == total(snapshot.pulse.open[CITY], part3="signal") > 0
    for steps in shown.tables:
        assert all(not str(name).isascii() for name in steps.values("name"))


def test_device_faults_stand_apart_with_a_rate_per_thousand(
    snapshot: Snapshot,
) -> None:
    shown = breakdown.faults(snapshot, CITY, ZH)
    faults, rate = shown.figure("faults"), shown.figure("device_fault_rate")
    assert faults.value == rate.numerator > 0
    assert snapshot.cameras[CITY] == rate.denominator == 54_000
    assert written(rate, ZH, NOW) == f"{rate.numerator / 54:.2f}"


def ranked(snapshot: Snapshot, scope: int) -> Table:
    codes = towns_of(snapshot, scope)
    return ranking(snapshot, codes, ZH, title="", shown=60).table("league")

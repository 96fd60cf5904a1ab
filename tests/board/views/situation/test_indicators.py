from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from board.look.definitions import definitions
from board.look.texts import texts
from board.picture.rollup import total
from board.picture.snapshot import Background, Pressing, Snapshot
from board.views.situation.indicators import LAST_DAYS, NOW, indicators

if TYPE_CHECKING:
    from board.views.common.contents import Figure

ZH, EN = texts("zh"), texts("en")
CITY = 421300000000


def by_name(snapshot: Snapshot, scope: int = CITY) -> dict[str, Figure]:
    return {one.key: one for one in indicators(snapshot, scope, ZH).figures}


def with_measures(**measures: int) -> Snapshot:
    tally = {("due", "dispute", name): count for name, count in measures.items()}
    return Snapshot(background=Background(measures={CITY: tally}))


def test_an_empty_picture_shows_no_rate_rather_than_zero() -> None:
    found = by_name(Snapshot())
    assert list(found) == [*NOW, *LAST_DAYS]
    assert {found[name].value for name in NOW} == {0}
    assert {found[name].value for name in LAST_DAYS} == {None}
    assert {found[name].denominator for name in LAST_DAYS} == {0}


def test_a_rate_has_its_formula_and_both_counts() -> None:
    shown = by_name(with_measures(closed=45, cases=60))["close_rate"]
    assert (shown.name, shown.value, shown.note) == ("办结率", 0.75, "近30天")
    assert "到期事项数" in shown.formula
    assert (shown.numerator, shown.denominator) == (45, 60)
    assert (shown.form, shown.better) == ("share", "up")


def test_few_cases_are_counted_instead() -> None:
    shown = by_name(with_measures(closed=4, cases=6))["close_rate"]
    assert (shown.value, shown.numerator, shown.denominator) == (None, 4, 6)


def test_a_rate_of_one_kind_leaves_the_others_out() -> None:
    tally = {
        ("closed", kind, name): count
        for kind in ("dispute", "incident")
        for name, count in {"settled": 9, "closed": 20}.items()
    }
    measures = Background(measures={CITY: tally})
    assert by_name(Snapshot(background=measures))["settle_rate"].value == 0.45


def test_overdue_is_red_and_due_soon_yellow_only_when_there_are_any() -> None:
    tally = {("overdue", "dispute", "04"): 3, ("overdue", "incident", "01"): 1}
    found = by_name(Snapshot(deadlines=Pressing(None, {CITY: tally})))
    assert (found["overdue"].value, found["overdue"].level) == (4, "bad")
    assert (found["due_soon"].value, found["due_soon"].level) == (0, "")


def test_the_city_is_the_sum_of_its_counties(snapshot: Snapshot) -> None:
    deadlines = snapshot.deadlines.counts
    counties = snapshot.geography.children[CITY]
    parts = sum(total(deadlines.get(code, {}), part0="overdue") for code in counties)
    assert by_name(snapshot)["overdue"].value == parts
    assert parts > 0


def test_a_village_shows_the_rates_of_its_town_and_says_so(snapshot: Snapshot) -> None:
    divisions = snapshot.geography.divisions.values()
    village = next(one for one in divisions if one.tier == "village")
    own = by_name(snapshot, village.division_code)
    town = by_name(snapshot, village.town_code)
    for name in LAST_DAYS:
        assert own[name].value == town[name].value
        assert own[name].note == "所在镇近30天"


def test_every_indicator_is_named_in_both_languages() -> None:
    for name in definitions():
        for words in (ZH, EN):
            assert words.known("indicator", name) != name
            assert words.known("formula", name) != name


def test_counts_that_are_shown_are_measures_of_the_snapshot(snapshot: Snapshot) -> None:
    measured = {key[0] for key in snapshot.deadlines.counts[CITY]}
    assert measured <= {definitions()[name].numerator for name in NOW}
    assert msgspec.json.encode(indicators(snapshot, CITY, EN))


def test_alerts_wait_for_an_answer_and_leads_for_an_assessment() -> None:
    tally = {
        ("unacknowledged_overdue", "camera_alert", "04"): 3,
        ("unacknowledged_overdue", "risk_lead", "02"): 2,
        ("on_ledger", "dispute", "03"): 4,
    }
    found = by_name(Snapshot(deadlines=Pressing(None, {CITY: tally})))
    said = {
        found[key].name: found[key].value
        for key in ("unacknowledged_overdue", "unassessed_overdue", "on_ledger")
    }
    assert said == {"超期未接警": 3, "超期未研判": 2, "挂账": 4}
    assert found["overdue"].value == 0


def test_nothing_presses_of_another_moment_while_history_loads(
    snapshot: Snapshot,
) -> None:
    pulse = msgspec.structs.replace(snapshot.pulse, is_whole=False)
    loading = by_name(msgspec.structs.replace(snapshot, pulse=pulse))
    whole = by_name(snapshot)
    for name in NOW:
        assert whole[name].value is not None, name
        assert loading[name].value is None, name
        assert loading[name].level == ""

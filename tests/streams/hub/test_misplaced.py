"""辖区不符 is an alarm as long as there is such an item."""

from __future__ import annotations

from datetime import timedelta

from streams.hub.alarms import MISPLACED
from streams.hub.misplaced import EVERY, Misplaced
from tests.support.intake import START, Intake

OTHER = "421303001001"


class Gauge:
    """What was told, by code."""

    def __init__(self) -> None:
        self.told: dict[str, list[str]] = {}

    def keep(self, code: str, found: list) -> None:  # type: ignore[type-arg] # alarms
        self.told[code] = [one.detail for one in found]


def test_an_item_in_another_division_is_told_until_it_is_not() -> None:
    intake, gauge = Intake(), Gauge()
    looking = Misplaced(intake.store, gauge)  # type: ignore[arg-type] # a fake
    looking.look(START)
    assert gauge.told == {MISPLACED: []}
    intake.event("dispute", 1)
    intake.move("dispute", "accept", acting_center=OTHER, division_code=OTHER)
    looking.look(START + EVERY)
    (told,) = gauge.told[MISPLACED]
    assert told.startswith("1 open items")
    assert intake.item("dispute")["case_number"] in told


def test_it_is_looked_for_only_now_and_then() -> None:
    intake, gauge = Intake(), Gauge()
    looking = Misplaced(intake.store, gauge)  # type: ignore[arg-type] # a fake
    looking.look(START)
    intake.event("dispute", 1)
    intake.move("dispute", "accept", acting_center=OTHER, division_code=OTHER)
    looking.look(START + EVERY - timedelta(seconds=1))
    assert gauge.told == {MISPLACED: []}

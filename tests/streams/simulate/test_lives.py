"""Items live by the transition table, but for the planted moves that do not."""

import csv
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from streams.events import STREAMS
from streams.simulate.paths import PathError, steps_of
from streams.simulate.planned import PlantedMove
from tests.streams.simulate.city import City

REFERENCE = Path(__file__).parents[3] / "sql" / "reference"
OPENS_AS = {stream.kind: stream.opens_as for stream in STREAMS}
FIRST_STATUS = {"case": "registered", "signal": "raised"}
TIERS = ("village", "town", "county", "city")


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLE = {
    (row["opens_as"], row["from_status"], row["move"]): row["to_status"]
    for row in _rows("transitions.csv")
}
HANDLING = {
    (row["from_status"], row["move"])
    for row in _rows("transitions.csv")
    if row["is_handling"] == "1"
}
NEEDS = {
    row["move"]: [*row["requires"].split(), *["note"] * int(row["reason_required"])]
    for row in _rows("moves.csv")
}
OPEN = {row["status"] for row in _rows("statuses.csv") if row["is_open"] == "1"}
CENTERS = {row["center_code"]: row["tier"] for row in _rows("suizhou/centers.csv")}


class Stepper:
    """Steps each item through the table, by itself and as simply as can be."""

    def __init__(self, city: City) -> None:
        self.status = {
            (kind, event["id"]): FIRST_STATUS[OPENS_AS[kind]]
            for kind, events in city.openings.items()
            for event in events
        }
        self.refused: list[str] = []
        self.tiers: dict[tuple[str, str], set[str]] = defaultdict(set)
        seen: set[str] = set()
        for _, move in city.moves:
            if move["move_id"] not in seen:
                seen.add(move["move_id"])
                self._step((move["kind"], move["case_id"]), move)

    def _step(self, item: tuple[str, str], move: dict[str, Any]) -> None:
        before = self.status[item]
        after = TABLE.get((OPENS_AS[item[0]], before, move["move"]))
        lacking = [name for name in NEEDS[move["move"]] if not move.get(name)]
        if after is None or lacking:
            self.refused.append(move["move_id"])
            return
        if (before, move["move"]) in HANDLING:
            self.tiers[item].add(CENTERS[move["acting_center"]])
        self.status[item] = after

    def resolved_by(self, kind: str) -> dict[str, float]:
        """The share of each tier among the finished items that were handled."""
        highest = Counter(
            max(tiers, key=TIERS.index)
            for item, tiers in self.tiers.items()
            if item[0] == kind and self.status[item] not in OPEN
        )
        return {tier: highest[tier] / highest.total() for tier in TIERS}

    def open_items(self, kind: str) -> int:
        signals = {"raised", "acknowledged", "shelved"}
        return sum(
            status in OPEN - signals
            for item, status in self.status.items()
            if item[0] == kind
        )


@pytest.fixture(scope="module")
def stepper(city: City) -> Stepper:
    return Stepper(city)


def test_exactly_the_planted_moves_are_illegal(city: City, stepper: Stepper) -> None:
    planted = {
        record.planted.move_id
        for record in city.records
        if isinstance(record.planted, PlantedMove)
    }
    assert set(stepper.refused) == planted
    assert 0.001 < len(planted) / len(city.moves) < 0.003


def test_moves_are_acted_by_centers_that_exist_and_come_in_order(city: City) -> None:
    last: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    for _, move in city.moves:
        item = (move["kind"], move["case_id"])
        assert move["acting_center"] in CENTERS
        if move["move_id"] not in seen:
            number = int(move["move_id"].rpartition("-")[2].rstrip("x"))
            assert number >= last.get(item, 0)
            last[item] = number
        seen.add(move["move_id"])


def test_a_few_moves_repeat_and_a_few_are_entered_afterwards(city: City) -> None:
    ids = Counter(move["move_id"] for _, move in city.moves)
    repeated = ids.total() - len(ids)
    assert 0.003 < repeated / len(ids) < 0.008
    late = sum(
        at_ms / 1000 - _seconds(move["moved_at"]) > 300 for at_ms, move in city.moves
    )
    assert 0.003 < late / len(city.moves) < 0.012


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def test_most_disputes_are_settled_by_towns_and_a_fifth_by_villages(
    stepper: Stepper,
) -> None:
    shares = stepper.resolved_by("dispute")
    assert 0.62 < shares["town"] < 0.76
    assert 0.14 < shares["village"] < 0.23
    assert shares["county"] > shares["city"] > 0


def test_incidents_are_mostly_settled_below_the_county(stepper: Stepper) -> None:
    shares = stepper.resolved_by("incident")
    assert shares["village"] + shares["town"] > 0.85


def test_the_open_stock_is_what_centers_live_with(stepper: Stepper) -> None:
    cases = stepper.open_items("incident") + stepper.open_items("dispute")
    assert 300 < cases < 700
    assert 50 < stepper.open_items("risk_lead") < 200


def test_signals_get_about_one_move_and_cases_about_four(
    city: City,
) -> None:
    moves = Counter(move["kind"] for _, move in city.moves)
    items = {kind: len(events) for kind, events in city.openings.items()}
    assert 0.9 < moves["camera_alert"] / items["camera_alert"] < 1.4
    assert 3 < moves["incident"] / items["incident"] < 4.5
    assert 3 < moves["dispute"] / items["dispute"] < 4.8


def test_a_path_that_the_table_forbids_is_named() -> None:
    with pytest.raises(PathError, match=r"close\+1h is not allowed at registered"):
        list(steps_of("dispute", "town", ["close+1h"]))

"""Items live by the transition table, but for the planted moves that do not."""

from collections import Counter
from datetime import datetime
from itertools import chain

import msgspec
import pytest

from sql.reference.responsibilities import fitting
from streams.clock import SHANGHAI
from streams.events import Move
from streams.handling.fold import apply
from streams.handling.state import Handling, opening
from streams.hub.start import rules_of
from streams.simulate.paths import PathError, paths, steps_of
from streams.simulate.planned import PlantedMove
from tests.streams.simulate.city import City
from tests.support.ready import ready_store

TIERS = ("village", "town", "county", "city")


class Stepper:
    """Folds the moves of each item, as every hub does."""

    def __init__(self, city: City) -> None:
        store = ready_store()
        self._rules = rules_of(store)
        self.open = {
            row["status"]
            for row in store.query("statuses").to_pylist()
            if row["is_open"]
        }
        self.refused: list[str] = []
        self.states: dict[tuple[str, str], Handling] = {
            (kind, event["id"]): opening(kind, event["id"])
            for kind, events in city.openings.items()
            for event in events
        }
        for at_ms, content in city.moves:
            self._step(at_ms, msgspec.convert(content, Move))

    def _step(self, at_ms: int, move: Move) -> None:
        item = (move.kind, move.case_id)
        at = datetime.fromtimestamp(at_ms / 1000, SHANGHAI)
        target = self.states.get((move.link_kind or "", move.link_id or ""))
        self.states[item], verdict = apply(
            self.states[item], move, at, self._rules, target.status if target else None
        )
        if verdict.verdict == "refused":
            self.refused.append(move.move_id)

    def resolved_by(self, kind: str) -> dict[str, float]:
        """The share of each tier among the finished items that were handled."""
        highest = Counter(
            state.resolved_tier
            for state in self.states.values()
            if state.kind == kind
            and state.status not in self.open
            and state.resolved_tier
        )
        return {tier: highest[tier] / highest.total() for tier in TIERS}

    def open_items(self, kind: str) -> int:
        return sum(
            state.is_case and state.status in self.open
            for state in self.states.values()
            if state.kind == kind
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
    assert sorted(stepper.refused) == sorted(planted)
    assert 0.001 < len(planted) / len(city.moves) < 0.003


def test_every_scene_is_played_and_told(city: City, stepper: Stepper) -> None:
    told = {scene.scene for scene in city.truth.scenes.values()}
    shipped = {
        path.scene
        for picker in paths().values()
        for path, _ in picker.shares()
        if path.scene
    }
    assert told == shipped
    ended = [one.ending for state in stepper.states.values() for one in state.handovers]
    assert ended.count("returned") > 20
    tasks = [task for state in stepper.states.values() for task in state.tasks]
    assert {task.state for task in tasks} >= {
        *("sent", "signed", "accepted", "cancelled", "replaced"),
    }
    assert any(task.rejected_count for task in tasks)


def test_moves_are_acted_by_centers_that_exist_and_come_in_order(city: City) -> None:
    centers = {row["center_code"] for row in ready_store().query("centers").to_pylist()}
    last: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    for _, move in city.moves:
        item = (move["kind"], move["case_id"])
        assert int(move["acting_center"]) in centers
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


def test_hardly_a_case_is_forgotten(city: City, stepper: Stepper) -> None:
    long_ago = city.records[-1].at_ms / 1000 - 30 * 86_400
    forgotten = [
        state
        for state in stepper.states.values()
        if state.is_case
        and state.status in stepper.open
        and state.last_move_at
        and state.last_move_at.timestamp() < long_ago
    ]
    assert len(forgotten) < 20


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


def test_help_is_asked_mostly_of_the_agency_that_the_list_names(city: City) -> None:
    events = {event["id"]: event for event in chain(*city.openings.values())}
    followed: Counter[str] = Counter()
    for _, move in city.moves:
        if move["move"] == "join" and move["task_id"].endswith("-task-1"):
            event = events[move["case_id"]]
            day = datetime.fromisoformat(event["reported_at"]).date()
            tags = event.get("tags") or ()
            row = fitting(move["kind"], event["category"], tags, day)
            assert row
            is_lead, is_named = (
                move["to_agency"] == row.lead,
                move["to_agency"] in row.agencies,
            )
            followed["lead" if is_lead else "co" if is_named else "other"] += 1
    assert followed.total() > 300
    assert 0.74 < followed["lead"] / followed.total() < 0.88
    assert 0.05 < followed["other"] / followed.total() < 0.15
    assert followed["co"] > 0.04 * followed.total()

"""What is refused, and why, told by the real line to whoever speaks Kafka.

Every message comes from kcat, as from a system of somebody else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sql.flight import FlightStore
from streams.broker.topics import ensure_topics
from streams.clock import now
from streams.events import HANDLING_TOPIC
from tests.support.messages import TOPICS, event, move
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.local.broker import LocalBroker

SAMPLES = Path(__file__).parents[1] / "samples"
VILLAGE, TOWN, OTHER_COUNTY = "421321101201", "421321101000", "421303000000"
ITEM = {"kind": "dispute", "id": "dispute-1"}
LONG_AGO = timedelta(days=90)
Row = dict[str, Any]


@pytest.fixture
def stack(broker: LocalBroker, tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(broker, tmp_path / "home")
    stack.home.mkdir()
    ensure_topics(stack.connection, partitions=1, timestamp_type="CreateTime")
    stack.start_hub()
    yield stack
    stack.end()


@pytest.fixture
def line(stack: Stack) -> Iterator[Line]:
    line = Line(stack)
    yield line
    line.store.close()


class Line:
    """kcat on one side, the hub's named reads on the other."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.store = FlightStore(f"127.0.0.1:{stack.flight_port}")

    def produce(self, topic: str, message: Row) -> None:
        subprocess.run(
            ["kcat", "-P", "-b", self.stack.broker.bootstrap, "-t", topic, "-k", "k"],
            input=json.dumps(message).encode(),
            check=True,
        )

    def event(self, ago: timedelta = timedelta(0)) -> None:
        """A dispute that was stamped so long ago."""
        at = now() - ago
        told = {"occurred_at": at.isoformat(), "reported_at": at.isoformat()}
        made = json.dumps(event("dispute", 1, level="01", **told)).encode()
        with producing(self.stack) as outbox:
            outbox.queue(TOPICS["dispute"], b"k", made, round(at.timestamp() * 1000))
            outbox.flush()
        wait_for(lambda: self.store.query("item", **ITEM).num_rows, "the item")

    def move(self, name: str, **fields: Any) -> Row:
        """Send a move and wait for its verdict."""
        made = move("dispute", name, moved_at=now().isoformat(), **fields)
        made["move_id"] = fields.get("move_id", f"{name}-{len(self.moves())}")
        self.produce(HANDLING_TOPIC, made)
        wait_for(lambda: made["move_id"] in self.moves(), f"the verdict on {name}")
        return self.moves()[made["move_id"]]

    def moves(self) -> dict[str, Row]:
        rows = self.store.query("item_moves", **ITEM).to_pylist()
        return {row["move_id"]: row for row in rows}

    def handling(self) -> Row:
        (row,) = self.store.query("item", **ITEM).to_pylist()
        told = {"move_keys", "batch_no", "row_no", "first_move_at"}
        return {name: value for name, value in row.items() if name not in told}


def refusal(row: Row) -> tuple[str, Row]:
    return row["refusal"], json.loads(row["refusal_details"])


def test_a_refused_move_says_why_and_changes_nothing(line: Line) -> None:
    line.event()
    stranger = {"acting_center": OTHER_COUNTY, "division_code": VILLAGE}
    lying = line.move("accept", **stranger)
    assert refusal(lying)[0] == "not_yours"
    first = line.move("accept", division_code=VILLAGE)
    line.move("handle", after=first["move_id"])
    line.move("join", task_id="T1", to_agency="fire", objective="演示")
    before = line.handling()
    helper = {"task_id": "T1", "acting_agency": "fire", "role": "agency_staff"}
    for expected, name, fields in (
        ("not_yours", "close", {**stranger, "outcome": "mediated"}),
        ("not_yours", "task_sign", {**helper, "acting_center": TOWN}),
        ("overtaken", "feedback", {"after": first["move_id"]}),
        ("tasks_open", "close", {"outcome": "mediated"}),
        ("lacking", "escalate", {}),
        ("not_allowed", "visit", {"satisfaction": "satisfied"}),
    ):
        code, details = refusal(line.move(name, **fields))
        assert (code, bool(details)) == (expected, True), name
        assert line.handling() == before
    overtaken = line.moves()
    (by,) = [row for row in overtaken.values() if row["refusal"] == "overtaken"]
    assert json.loads(by["refusal_details"])["move"] == "join"


@pytest.mark.parametrize(("ago", "is_late"), [(LONG_AGO, True), (timedelta(0), False)])
def test_an_extension_that_is_asked_for_too_late_is_accepted_and_marked(
    line: Line, ago: timedelta, *, is_late: bool
) -> None:
    line.event(ago)
    for name in ("accept", "handle"):
        assert line.move(name)["verdict"] == "accepted"
    wish = {"note": "演示", "due_at": (now() + LONG_AGO).isoformat()}
    asked = line.move("ask_extension", **wish)
    assert (asked["verdict"], asked["is_late_request"]) == ("accepted", is_late)
    granted = line.move("grant_extension", actor="seat-2")
    assert granted["verdict"] == "accepted"
    assert line.moves()[asked["move_id"]]["is_late_request"] == is_late


def test_an_agency_s_own_system_takes_part_by_a_few_lines(line: Line) -> None:
    line.event()
    line.move("accept")
    line.move("join", task_id="T1", to_agency="fire", objective="演示")
    told = [line.stack.broker.bootstrap, ITEM["kind"], ITEM["id"], "T1"]
    subprocess.run(["sh", str(SAMPLES / "task_signed.sh"), *told], check=True)
    wait_for(lambda: state(line) == "signed", "the signature")
    script = str(SAMPLES / "task_fed_back.py")
    subprocess.run([sys.executable, script, *told], check=True)
    wait_for(lambda: state(line) == "fed_back", "the feedback")


def state(line: Line) -> str:
    (task,) = line.handling()["tasks"]
    return str(task["state"])

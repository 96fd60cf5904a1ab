"""A city that takes signed moves and entries alone: the board signs, an agency signs
for itself, and who names a center that is not his is refused and shown.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from streams.clock import now
from streams.events import DESK_TOPIC, HANDLING_TOPIC, Move
from streams.signing.key import SETTING
from streams.signing.lists import REQUIRE
from tests.support.hubs import counts, running_in
from tests.support.messages import TOPICS, VILLAGE, encoded, event, move
from tests.support.ready import ready_store
from tests.support.signing import asked, key, signer, write_lists
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from sql.store import Store
    from streams.hub.hub import Hub
    from streams.local.broker import LocalBroker

SAMPLE = Path(__file__).parents[1] / "samples" / "task_fed_back_signed.py"
ITEM = {"kind": "dispute", "id": "dispute-1"}
AGENCY = {"acting_agency": "fire", "role": "agency_staff", "task_id": "T1"}
OTHER = "421303000000"


class City:
    """The board, foreign systems and the hub's store, on one broker."""

    def __init__(self, environ: dict[str, str], store: Store, hub: Hub) -> None:
        self.store, self.hub = store, hub
        self.board = Service(settings_from(environ), store, PAGES)
        self.foreign = Outbox(self.board.settings.connection)
        self.agency = Outbox(self.board.settings.connection, sign=key("fire").headers)

    def close(self) -> None:
        for outbox in (self.foreign, self.agency):
            outbox.close()
        self.board.desk.close()

    def by_board(self, name: str, **fields: Any) -> str:
        """What became of a move of somebody at the board."""
        said = move("dispute", name, moved_at=now().isoformat(), **fields)
        sent = self.board.moves.send(msgspec.convert(said, Move), None)
        wait_for(lambda: self.verdict(sent.move.move_id), f"the verdict on {name}")
        return self.verdict(sent.move.move_id)

    def send(self, outbox: Outbox, name: str, **fields: Any) -> None:
        """A move of another system, which says of itself what it likes."""
        said = move("dispute", name, moved_at=now().isoformat(), **fields)
        outbox.send(HANDLING_TOPIC, b"k", encoded(said)).wait()

    def verdict(self, move_id: str) -> str:
        rows = self.store.query("item_moves", **ITEM).to_pylist()
        return next((row["verdict"] for row in rows if row["move_id"] == move_id), "")

    def task(self) -> str:
        (row,) = self.store.query("item", **ITEM).to_pylist()
        return str(row["tasks"][0]["state"])

    def refused(self, number: int) -> str:
        """For what the newest of so many was refused."""
        wait_for(lambda: counts(self.store)["rejected"] == number, "the refusal")
        row = self.store.query("rejects_recent", row_limit=1).to_pylist()[0]
        assert "synthetic" in row["payload"]
        return str(row["reason"])


def settings_of(broker: LocalBroker, folder: Path) -> dict[str, str]:
    """What a city says to hub and board: its list of keys, and the board's own."""
    key("board").write(folder / "board.pem")
    key("fire").write(folder / "fire.pem")
    since = datetime(2026, 1, 1, tzinfo=UTC)
    fire = signer(
        "fire",
        center_code=VILLAGE,
        agency_code="fire",
        topics=frozenset({HANDLING_TOPIC}),
        sources=frozenset(),
    )
    steps = asked(REQUIRE, HANDLING_TOPIC, DESK_TOPIC, since=since)
    return {
        "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap,
        "CGC_HOME": str(folder),
        "CGC_DEMO": "1",
        SETTING: str(folder / "board.pem"),
        **write_lists(folder, (signer("board"), fire), steps),
    }


def test_only_who_signs_for_himself_is_heard(
    broker: LocalBroker, tmp_path: Path
) -> None:
    environ = settings_of(broker, tmp_path)
    store = ready_store()
    connection = settings_from(environ).connection
    ensure_topics(connection, partitions=1, timestamp_type="LogAppendTime")
    with running_in(store, environ) as hub:
        city = City(environ, store, hub)
        try:
            _act(city, broker, tmp_path)
            _told(city)
        finally:
            city.close()


def _act(city: City, broker: LocalBroker, folder: Path) -> None:
    city.foreign.send(TOPICS["dispute"], b"k", encoded(event("dispute"))).wait()
    assert city.by_board("accept") == "accepted"
    joined = city.by_board("join", task_id="T1", to_agency="fire", objective="演示")
    assert joined == "accepted"
    city.send(city.foreign, "handle")
    assert city.refused(1) == "unsigned"
    city.send(city.agency, "task_sign", **AGENCY)
    wait_for(lambda: city.task() == "signed", "the agency's signing")
    told = [broker.bootstrap, *ITEM.values(), "T1", "fire", str(folder / "fire.pem")]
    subprocess.run([sys.executable, str(SAMPLE), *told], check=True)
    wait_for(lambda: city.task() == "fed_back", "the agency's feedback")
    lie = {**AGENCY, "acting_center": OTHER, "move_id": "lie"}
    city.send(city.agency, "task_feedback", **lie)
    assert city.refused(2) == "not_its_center"
    city.foreign.send(DESK_TOPIC, b"k", b"{}").wait()
    wait_for(lambda: counts(city.store)["rejected"] == 3, "the unsigned entry")


def _told(city: City) -> None:
    """What 运行 shows of it, and that no move of a stranger came through."""
    fates = {
        (one.signer, one.topic): (one.signed, one.unsigned, one.refused, one.reason)
        for one in city.hub.gauge.health().signers
    }
    assert fates == {
        ("board", HANDLING_TOPIC): (2, 0, 0, ""),
        ("fire", HANDLING_TOPIC): (2, 0, 1, "not_its_center"),
        ("", HANDLING_TOPIC): (0, 0, 1, "unsigned"),
        ("", DESK_TOPIC): (0, 0, 1, "unsigned"),
    }
    moves = city.store.query("item_moves", **ITEM).to_pylist()
    assert [row["verdict"] for row in moves] == ["accepted"] * 4

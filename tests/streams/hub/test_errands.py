"""What desk entries ask for is done beside the commits, once, and told in a row."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from streams.clock import now
from streams.entries.entry import DeskEntry
from streams.entries.listed import ENTRIES
from streams.entries.operations import Resend
from streams.hub.desk import (
    FAILED,
    GONE,
    HANDLERS,
    SENT,
    STALE,
    STANDBY,
    Handler,
    Reach,
)
from streams.hub.errands import WORKERS, Errands
from streams.landing.log_rows import Outcome
from tests.support.desk import Books
from tests.support.messages import resend
from tests.support.waiting import wait_for

NOWHERE = {"bootstrap_servers": ["127.0.0.1:1"]}


class Noted:
    """A handler that notes what it was called for, and waits when it is told to."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, entry: DeskEntry, _at: datetime, _reach: Reach) -> Outcome:
        self.calls.append(entry.entry_id)
        self.may_go_on.wait()
        return Outcome("done", "well")


@contextmanager
def at_work(
    books: Books,
    handler: Callable[..., Outcome] | None = None,
    handlers: Mapping[type[DeskEntry], Handler] = HANDLERS,
) -> Iterator[Errands]:
    handlers = handlers if handler is None else {Resend: handler}
    errands = Errands(books.store, NOWHERE, handlers)
    errands.start()
    yield errands
    errands.stop()


def write_finished(books: Books, errands: Errands, count: int) -> None:
    """Do the hub's part until so many entries have their result."""

    def all_written() -> bool:
        if done := errands.finished():
            books.writer.write_results(done, now())
        return sum(result is not None for _, result, _ in books.results()) == count

    wait_for(all_written, f"{count} results")


def test_every_handler_is_for_an_entry_of_the_contract() -> None:
    assert HANDLERS.keys() <= set(ENTRIES)


def test_an_entry_without_a_handler_is_only_written_down() -> None:
    books = Books()
    with at_work(books, handlers={}) as errands:
        assert not errands.concern(books.enter(resend("E1")))
        errands.look()
    waiting = books.store.query("desk_entries_waiting", from_batch=0, entries="")
    assert waiting.num_rows == 0
    assert errands.finished() == []
    assert books.results() == [("E1", None, None)]


def test_what_still_waits_when_the_hub_stops_is_left_to_the_next_one() -> None:
    books, handler = Books(), Noted()
    wishes = [resend(f"E{number}") for number in range(3 * WORKERS)]
    with at_work(books, handler) as errands:
        handler.may_go_on.clear()
        books.enter(*wishes)
        errands.look()
        wait_for(lambda: len(handler.calls) == WORKERS, "all that can work at once")
    handler.may_go_on.set()
    wait_for(lambda: not working(), "the end of the work")
    assert len(handler.calls) == WORKERS


def working() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "errands"]


def test_what_came_of_an_entry_is_a_row_of_its_own() -> None:
    books, handler = Books(), Noted()
    with at_work(books, handler) as errands:
        batch = books.enter(resend("E1"), resend("E2"))
        assert errands.concern(batch)
        errands.look(1)
        write_finished(books, errands, 2)
    assert books.results() == [("E1", "done", "well"), ("E2", "done", "well")]


def test_an_entry_is_done_once_however_often_it_comes() -> None:
    books, handler = Books(), Noted()
    with at_work(books, handler) as errands:
        handler.may_go_on.clear()
        books.enter(resend("E1"), resend("E1"))
        errands.look(1)
        wait_for(lambda: handler.calls, "the first call")
        books.enter(resend("E1"))
        errands.look(2)
        handler.may_go_on.set()
        write_finished(books, errands, 1)
        books.enter(resend("E1"), resend("E2"))
        errands.look(3)
        errands.look()
        write_finished(books, errands, 2)
    assert sorted(handler.calls) == ["E1", "E2"]
    with at_work(books, handler) as errands:
        books.enter(resend("E1"), resend("E3"))
        errands.look()
        write_finished(books, errands, 3)
    assert sorted(handler.calls) == ["E1", "E2", "E3"]


def test_an_entry_whose_hub_ended_before_its_result_is_taken_up_again() -> None:
    books, killed, handler = Books(), Noted(), Noted()
    with at_work(books, killed) as errands:
        books.enter(resend("E1"))
        errands.look(1)
        wait_for(lambda: killed.calls, "the call")
    with at_work(books, handler) as errands:
        errands.look()
        write_finished(books, errands, 1)
    assert handler.calls == ["E1"]


def test_a_standby_leaves_to_the_other_hub_what_is_to_be_sent_once() -> None:
    """What the other one sends every hub reads: sent by each it would come twice."""
    books = Books()
    errands = Errands(books.store, NOWHERE, is_standby=True)
    errands.start()
    books.enter(resend("E1"))
    errands.look()
    write_finished(books, errands, 1)
    errands.stop()
    assert books.results() == [("E1", STANDBY, "")]


def test_a_result_that_is_written_twice_stands_once() -> None:
    books = Books()
    books.enter(resend("E1"))
    for result in ("first", "second"):
        books.writer.write_results([("E1", Outcome(result))], now())
    assert books.results() == [("E1", "first", "")]


def test_results_are_asked_for_by_entry_since_a_moment() -> None:
    books = Books()
    books.enter(resend("E1"), resend("E2"))
    written_at = now()
    done = [("E1", Outcome(SENT)), ("E2", Outcome(FAILED, "why"))]
    books.writer.write_results(done, written_at)
    read = books.store.query

    def asked(entry_ids: str, from_at: datetime) -> list[tuple[str, str]]:
        rows = read("desk_results", entry_ids=entry_ids, from_at=from_at).to_pylist()
        return [(row["entry_id"], row["result"]) for row in rows]

    assert asked("E2 E3", written_at) == [("E2", "failed")]
    assert asked("E1 E2", written_at) == [("E1", "sent"), ("E2", "failed")]
    assert asked("E1 E2", now()) == []


@pytest.mark.parametrize(
    ("fields", "minutes_old", "result"),
    [
        ({}, 11, STALE),
        ({"topic": "someone.elses"}, 0, GONE),
        ({}, 0, FAILED),
    ],
)
def test_a_resend_that_cannot_be_carried_out_says_why(
    fields: dict[str, Any], minutes_old: int, result: str
) -> None:
    books = Books()
    at = datetime.fromtimestamp(now().timestamp() - minutes_old * 60, now().tzinfo)
    entered_at = at.isoformat()
    with at_work(books) as errands:
        books.enter(resend("E1", entered_at=entered_at, **fields), at=at)
        errands.look()
        write_finished(books, errands, 1)
    ((_, found, detail),) = books.results()
    assert found == result
    assert ("no Kafka listens" in detail) is (result == FAILED)


def test_a_fault_of_ours_is_a_result_first_and_ends_the_hub_then() -> None:
    def broken(*_: object) -> Outcome:
        raise TypeError("secret")

    books = Books()
    with at_work(books, broken) as errands:
        books.enter(resend("E1"))
        errands.look()
        wait_for(lambda: errands.fault, "the fault")
        assert isinstance(errands.fault, TypeError)
        write_finished(books, errands, 1)
    assert books.results() == [("E1", FAILED, "hub: TypeError")]

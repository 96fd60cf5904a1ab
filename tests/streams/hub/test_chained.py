"""The chain over the desk's log: the same on every hub, it names what was changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from sql.store import Store
from streams.events import DESK_TOPIC
from streams.hub import chained
from streams.hub.verify import Chain, Sample, Seen, first_difference
from tests.support.intake import START, Intake
from tests.support.stored import copied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRIES = 9
CHANGED = {
    "update desk_log set details = replace(details, 'no-4', 'no-5') "
    "where entry_id = 'look-4'": "desk entry 5 of the chain, look-4 (offset ",
    "update desk_log set acting_center = 421300000001 where entry_id = 'look-7'": (
        "desk entry 8 of the chain, look-7"
    ),
    "update desk_log set entered_at = entered_at + interval 1 microsecond "
    "where entry_id = 'look-0'": "desk entry 1 of the chain, look-0",
    "delete from desk_log where entry_id = 'look-3'": "desk entry 4 of the chain is go",
    "delete from desk_links where position_no = 6": "has no link 6 before link 7",
    "delete from desk_links where position_no = 9": "desk entry look-8 (offset",
    # Two that change places, with all that they say.
    "update desk_log set offset_no = 3 - offset_no where offset_no in (1, 2)": (
        "desk entry 2 of the chain, look-2"
    ),
    "insert into desk_log select * replace (99 as offset_no) from desk_log limit 1": (
        "desk entry look-0 (offset 99) stands in the log, but not in the chain"
    ),
}


def look(number: int) -> dict[str, Any]:
    return {
        "entry": "access",
        "entry_id": f"look-{number}",
        "actor": "demo-staff",
        "role": "staff",
        "acting_center": "421300000000",
        "entered_at": (START + timedelta(minutes=number)).isoformat(),
        "done": "opened_source",
        "kind": "dispute",
        "item_id": f"no-{number}",
        "page": "item",
        "division_code": "421300",
        "reason": "核对",
    }


def filled(path: Path | None, most: int) -> Store:
    """Nine openings, so many in a batch at most."""
    intake = Intake(Store(path))
    records = [
        (DESK_TOPIC, look(number), START + timedelta(minutes=number))
        for number in range(ENTRIES)
    ]
    for start in range(0, ENTRIES, most):
        intake.take(*records[start : start + most])
    return intake.store


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "board.duckdb"
    filled(path, most=4).close()
    return path


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Iterator[Store]:
    store = Store(copied(sound, tmp_path))
    yield store
    store.close()


def head(store: Store) -> dict[str, Any]:
    (row,) = store.query("desk_head").to_pylist()
    return row


def test_a_hub_that_is_made_anew_has_the_same_head(store: Store) -> None:
    found = head(store)
    assert found["position_no"] == ENTRIES
    assert found["record_at"] == START + timedelta(minutes=ENTRIES - 1)
    for most in (1, ENTRIES):
        anew = filled(None, most)
        assert head(anew) == found
        anew.close()


def test_a_head_that_was_written_down_is_found_where_it_stood(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.setattr(chained, "LINKS_A_SHARE", 2)
    (row,) = store.query("desk_head").to_pylist()
    seen = Seen(chain=Chain(head=row["link"][:16]))
    assert first_difference(store, Sample(), seen) is None
    assert (seen.chain.last.position, seen.chain.head_at) == (ENTRIES, ENTRIES)
    of_another = Seen(chain=Chain(head="0" * 16))
    said = first_difference(store, Sample(), of_another)
    assert said == "no link of the chain begins with 0000000000000000"
    for link, rows in {row["link"][:20]: 1, "f" * 16: 0, row["link"][1:]: 0}.items():
        assert store.query("desk_link", link=link).num_rows == rows


@pytest.mark.parametrize("statement", CHANGED)
def test_what_was_changed_is_named_with_its_place(store: Store, statement: str) -> None:
    store._connection.execute(statement)  # noqa: SLF001 - tampering is the test
    difference = first_difference(store, Sample(), Seen())
    assert difference is not None
    assert CHANGED[statement] in difference

"""Both doors answer the same, and refuse in words."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from sql import store as made
from sql.errors import StoreError
from sql.flight import FlightServer, FlightStore
from sql.lists import reference_rows
from sql.opening import STORAGE
from sql.statements import statements
from sql.store import Door, Store
from tests.sql.recount import SHANGHAI
from tests.sql.state import RECEIVED_AT, item, put

TAGS = "select tags from duckdb_databases() where database_name = current_database()"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(None)


@pytest.fixture(scope="module")
def flight(store: Store) -> Iterator[FlightStore]:
    server = FlightServer(store, host="127.0.0.1", port=0)
    client = FlightStore(f"127.0.0.1:{server.port}")
    yield client
    client.close()
    server.shutdown()


@pytest.fixture(params=["local", "flight"])
def door(request: pytest.FixtureRequest, store: Store, flight: FlightStore) -> Door:
    return {"local": store, "flight": flight}[request.param]


def test_the_city_has_its_divisions_through_both_doors(door: Door) -> None:
    rows = door.query("divisions").to_pylist()
    tiers = [row["tier"] for row in rows]
    counts = [tiers.count(tier) for tier in ("city", "county", "town", "village")]
    assert counts == [1, 3, 51, 1009]


def test_ranges_nest_and_are_half_open(door: Door) -> None:
    rows = {row["division_code"]: row for row in door.query("divisions").to_pylist()}
    for row in rows.values():
        parent = rows.get(row["parent_code"])
        if parent is not None:
            assert parent["low"] <= row["low"] < row["high"] <= parent["high"]


def test_an_unknown_name_is_refused_in_words(door: Door) -> None:
    with pytest.raises(StoreError, match="no read is named 'drop table'"):
        door.query("drop table")


def test_a_missing_and_an_unknown_parameter_are_named(door: Door) -> None:
    with pytest.raises(StoreError, match="missing: id; unknown: x"):
        door.query("item", kind="incident", x=1)


def test_a_value_of_the_wrong_kind_is_refused_in_words(door: Door) -> None:
    with pytest.raises(StoreError, match="last_batches"):
        door.query("last_batches", row_limit="1; drop table batches")


def test_a_write_cannot_be_asked_for(door: Door) -> None:
    with pytest.raises(StoreError, match="no read is named"):
        door.query("put_meta", name="a", value="b")


def test_nobody_at_the_address_is_said_in_words() -> None:
    with pytest.raises(StoreError, match="no hub answers at"):
        FlightStore("127.0.0.1:1", timeout_s=2).query("divisions")


def test_a_flight_door_finds_a_hub_that_came_back(store: Store) -> None:
    server = FlightServer(store, host="127.0.0.1", port=0)
    client = FlightStore(f"127.0.0.1:{server.port}", timeout_s=5)
    assert client.query("last_batch").num_rows == 0
    port = server.port
    server.shutdown()
    with pytest.raises(StoreError):
        client.query("last_batch")
    again = FlightServer(store, host="127.0.0.1", port=port)
    assert client.query("last_batch").num_rows == 0
    again.shutdown()


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def half_a_batch() -> None:
        with store.transaction() as transaction:
            transaction.run("put_meta", name="half", value="done")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        half_a_batch()
    assert "half" not in store.query("store_facts").column("name").to_pylist()


def test_whoever_interrupts_a_store_that_was_just_closed_is_right_too() -> None:
    store = Store(None)
    store.close()
    store.interrupt()


def test_a_file_that_is_no_store_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "board.duckdb").write_bytes(b"this is not a database" * 1_000)
    with pytest.raises(StoreError, match="CGC_HOME"):
        Store(tmp_path / "board.duckdb")


def test_times_are_cut_in_shanghai_on_every_cursor() -> None:
    store, due_at = Store(None), datetime(2026, 1, 1, 0, 30, tzinfo=SHANGHAI)
    put(store, [item(status="handling", close_due_at=due_at)], counted=())
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2))
    overdue = [
        store.query(
            "indicators_by_town", from_day=first, until_day=until, now_at=RECEIVED_AT
        ).column("overdue_open")
        for first, until in pairwise(days)
    ]
    assert [column.to_pylist() for column in overdue] == [[], [1]]


def test_a_store_of_another_schema_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.duckdb"
    Store(path).close()
    Store(path).close()
    monkeypatch.setattr(made, "SCHEMA", "1")
    with pytest.raises(StoreError, match=r"schema \d+, this program's is 1.*use that"):
        Store(path)


@pytest.mark.parametrize("made_as", ["v1.0.0", STORAGE])
def test_a_file_stays_in_the_format_that_it_was_made_in(
    tmp_path: Path, made_as: str
) -> None:
    path = tmp_path / "board.duckdb"
    duckdb.connect(path, config={"storage_compatibility_version": made_as}).close()
    Store(path).close()
    again = Store(path)
    assert again.query("divisions").num_rows == 1_064
    again.close()
    with duckdb.connect(path, read_only=True) as file:
        tags = file.execute(TAGS).fetchall()
    assert f"{made_as}+" in str(tags)


def test_open_and_finished_items_have_the_same_columns_in_the_same_order() -> None:
    with duckdb.connect() as memory:
        for table in ("items_open", "items_finished"):
            memory.execute(statements("schema")[f"create_{table}"].text)
        found, other = (
            memory.execute(f"describe {table}").fetchall()
            for table in ("items_open", "items_finished")
        )
    assert found == other


def test_a_new_file_has_the_newest_format(tmp_path: Path) -> None:
    Store(tmp_path / "board.duckdb").close()
    with duckdb.connect(tmp_path / "board.duckdb", read_only=True) as file:
        tags = file.execute(TAGS).fetchall()
    assert f"v{duckdb.__version__.rpartition('.')[0]}" in str(tags)


def test_lists_are_loaded_anew_only_under_another_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, loaded = tmp_path / "board.duckdb", []
    monkeypatch.setattr(
        made, "reference_rows", lambda stem: loaded.append(stem) or reference_rows(stem)
    )
    for profile in ("mixed", "mixed", "urgency", "urgency"):
        loaded.append(profile)
        Store(path, deadline_profile=profile).close()
    lists = loaded[2 : loaded.index("mixed", 2)]
    assert {"divisions", "cameras", "indicators"} < set(lists)
    whole = ["deadline_profiles", *lists]
    once, again = ["mixed", *whole], ["mixed", "deadline_profiles"]
    assert loaded == [*once, *again, "urgency", *whole, "urgency", "deadline_profiles"]


def test_lists_are_loaded_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.duckdb"
    Store(path).close()

    def torn(stem: str) -> pa.Table:
        if stem == "sites":
            raise OSError("the disk is torn")
        return reference_rows(stem).slice(0, 3)

    with monkeypatch.context() as patch:
        patch.setattr(made, "loaded_by", lambda _: "another edition")
        patch.setattr(made, "reference_rows", torn)
        with pytest.raises(OSError, match="torn"):
            Store(path, deadline_profile="mixed")
    again = Store(path)
    assert again.query("divisions").num_rows == 1_064
    again.close()

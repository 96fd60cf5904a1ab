"""One transaction keeps logs, items and rollups in step."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from sql.store import Store
from streams.hub.verify import Sample, Seen, first_difference
from streams.landing import items, writer
from streams.landing.writer import Writer
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from pathlib import Path

DAY = START.date().isoformat()


@pytest.fixture
def intake() -> Intake:
    return Intake()


def test_a_late_version_corrects_a_finished_item_and_the_rollups(
    intake: Intake,
) -> None:
    intake.event("dispute", version=2, level="04")
    for name in ("accept", "handle", "close"):
        intake.move("dispute", name)
    assert cells(intake, "closed")["dispute", "04", "closed"] == 1
    intake.event("dispute", version=1, level="01", title="旧版")
    assert intake.item("dispute")["severity"] == "04"
    intake.event("dispute", version=3, level="02", title="新版")
    assert intake.item("dispute")["severity"] == "02"
    assert cells(intake, "closed") == {("dispute", "02", "closed"): 1}
    assert cells(intake, "received") == {("dispute", "02", "closed"): 1}


def test_a_repeated_message_leaves_the_row_alone(intake: Intake) -> None:
    intake.event("incident")
    row_no = intake.item("incident")["row_no"]
    intake.event("incident")
    assert intake.item("incident")["row_no"] == row_no


def test_a_repeat_that_was_stamped_earlier_moves_the_day_it_was_received(
    intake: Intake,
) -> None:
    intake.event("incident", at=START + timedelta(days=1))
    intake.event("incident", at=START)
    assert intake.item("incident")["received_at"] == START
    assert days(intake, "received") == {DAY: 1}


def test_moves_before_their_item_count_when_it_comes(intake: Intake) -> None:
    intake.move("dispute", "accept")
    assert cells(intake, "received") == {}
    intake.event("dispute", at=START + timedelta(hours=1))
    assert cells(intake, "received") == {("dispute", "04", "accepted"): 1}


def test_a_signal_is_no_case_until_a_person_confirms_it(intake: Intake) -> None:
    intake.event("camera_alert", priority=4)
    assert cells(intake, "received", "cases") == {}
    intake.move("camera_alert", "confirm")
    assert cells(intake, "received", "cases") == {
        ("camera_alert", "04", "registered"): 1
    }


def test_a_move_puts_an_item_where_it_belongs_and_only_there(intake: Intake) -> None:
    intake.event("dispute")
    for name in ("accept", "handle", "close", "reopen"):
        intake.move("dispute", name)
        (row,) = intake.store.query("item", kind="dispute", id="dispute-1").to_pylist()
        assert row["status"]
    assert row["closed_at"] is None
    assert cells(intake, "closed") == {("dispute", "04", "closed"): 1}


@pytest.mark.parametrize("most_cells", [1, 10**6])
@pytest.mark.parametrize("most", [0, 300, 10**9])
def test_deltas_and_compaction_make_what_a_recount_makes(
    monkeypatch: pytest.MonkeyPatch, intake: Intake, most: int, most_cells: int
) -> None:
    monkeypatch.setattr(writer, "SLICE_CELLS", most_cells)
    monkeypatch.setattr(writer, "MOST_CHANGES", most // 3)
    monkeypatch.setattr(writer, "MOST_DELTAS", most)
    monkeypatch.setattr(writer, "SLICE_DELTAS", 100)
    traffic = intake.traffic(seed=5, size=900)
    while records := tuple(islice(traffic, 70)):
        intake.take(*records)
        intake.writer.compact()
    assert everything(intake)
    assert everything(intake) == recounted(intake)


@pytest.mark.parametrize("most_cells", [1, 10**6])
def test_changes_of_many_days_are_compacted_a_few_cells_at_a_time(
    monkeypatch: pytest.MonkeyPatch, intake: Intake, most_cells: int
) -> None:
    for name in ("MOST_CHANGES", "MOST_DELTAS"):
        monkeypatch.setattr(writer, name, 0)
    monkeypatch.setattr(writer, "SLICE_CELLS", most_cells)
    days = [START + timedelta(days=number) for number in range(9)]
    for move in ("accept", "handle"):
        for number, at in enumerate(days):
            intake.event("dispute", number, at=at)
            intake.move("dispute", move, number, at=at)
        intake.writer.compact()
    left = waiting_deltas(intake)
    assert (left > 0) == (most_cells == 1)
    for _ in range(len(days) * 3):
        intake.writer.compact()
    assert waiting_deltas(intake) == 0
    assert everything(intake) == recounted(intake)


def waiting_deltas(intake: Intake) -> int:
    with intake.store.transaction() as transaction:
        (row,) = transaction.read("waiting_counts").to_pylist()
    return int(row["deltas"])


def test_a_writer_that_starts_anew_finds_every_item(intake: Intake) -> None:
    traffic = intake.traffic(seed=6, size=600)
    while records := tuple(islice(traffic, 50)):
        intake.take(*records)
        intake.writer = Writer(intake.store, intake.rules)
    assert everything(intake) == recounted(intake)
    listed = intake.store.query("item_list", low=0, high=10**12, row_limit=10_000)
    names = [(row["kind"], row["item_id"]) for row in listed.to_pylist()]
    assert len(names) == len(set(names))


def test_another_profile_dates_every_item_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "CHUNK", 57)
    path = tmp_path / "board.duckdb"
    intake = Intake(Store(path))
    traffic = intake.traffic(seed=9, size=400)
    while records := tuple(islice(traffic, 50)):
        intake.take(*records)
    mixed = dues(intake)
    intake.store.close()
    intake = Intake(Store(path, deadline_profile="urgency"))
    assert dues(intake) != mixed
    assert everything(intake) == recounted(intake)
    assert first_difference(intake.store, Sample(), Seen()) is None
    intake.store.close()
    assert dues(Intake(Store(path))) == mixed


def dues(intake: Intake) -> list[Any]:
    listed = intake.store.query(
        "item_list", low=0, high=10**12, row_limit=10_000
    ).to_pylist()
    found = []
    for one in listed:
        (row,) = intake.store.query(
            "item", kind=one["kind"], id=one["item_id"]
        ).to_pylist()
        found.append((row["kind"], row["item_id"], row["close_due_at"]))
    return sorted(found, key=str)


def cells(
    intake: Intake, axis: str, measure: str = "items"
) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for row in rollup_rows(intake):
        if row["grain"] == "town" and row["axis"] == axis:
            place = (row["kind"], row["severity"], row["status"])
            found[place] = found.get(place, 0) + row[measure]
    return {place: count for place, count in found.items() if count}


def days(intake: Intake, axis: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rollup_rows(intake):
        if row["grain"] == "town" and row["axis"] == axis:
            day = row["business_day"].isoformat()
            found[day] = found.get(day, 0) + row["items"]
    return {day: count for day, count in found.items() if count}


def rollup_rows(intake: Intake) -> list[dict[str, Any]]:
    with intake.store.transaction() as transaction:
        return [dict(row) for row in transaction.read("rollup_cells").to_pylist()]


def everything(intake: Intake) -> Counter[str]:
    return as_cells(rollup_rows(intake))


def recounted(intake: Intake) -> Counter[str]:
    with intake.store.transaction() as transaction:
        rows = transaction.read("recounted_cells").to_pylist()
    return as_cells(rows)


def as_cells(rows: list[dict[str, Any]]) -> Counter[str]:
    """Cells to compare: a sum of the store is a decimal before it is stored."""
    return Counter(
        repr([(k, int(v) if isinstance(v, Decimal) else v) for k, v in row.items()])
        for row in rows
    )

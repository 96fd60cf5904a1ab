"""A store against the model, and a store against another: the differences, readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import msgspec

from streams.handling.state import Handling
from streams.landing.structs import columns_of
from tests.journey.model.fold import City, fold
from tests.journey.model.messages import Record
from tests.journey.model.rollups import MEASURES
from tests.support.stored import ITEMS, LOGS, Row, Stored, plain_row

SHOWN = 5
TECHNICAL = frozenset({"batch_no", "row_no", "epoch"})
"""Columns in which two right stores may differ."""


def differences(store: Stored, records: Iterable[Record], profile: str) -> list[str]:
    """How a store differs from what its records should have made of it."""
    hashes = {_place(row): row["content_hash"] for row in store["event_log"]}
    city = fold(records, profile, hashes)
    return [
        *_logs(store, city),
        *compare("offsets", _offsets(store), city.ends),
        *compare("items", _items(store), _expected_items(city, hashes)),
        *compare("rollups", store.cells, city.cells),
        *_repeated(store),
        *_batches(store),
    ]


def _logs(store: Stored, city: City) -> list[str]:
    events = {
        _place(row): {name: row[name] for name in next(iter(city.events.values()))}
        for row in store["event_log"]
    }
    desk = {_place(row): True for row in store["desk_log"]}
    rejects = {_place(row): row["reason"] for row in store["rejects"]}
    verdicts = {place: _verdict(verdict) for place, verdict in city.verdicts.items()}
    moves = {_place(row): _stored_verdict(row) for row in store["move_log"]}
    return [
        *compare("events", events, city.events),
        *compare("desk entries", desk, dict.fromkeys(city.desk_entries, True)),
        *compare("rejects", rejects, city.rejects),
        *compare("verdicts", moves, verdicts),
    ]


def _place(row: Row) -> tuple[str, int, int]:
    return row["topic"], row["partition_no"], row["offset_no"]


def _verdict(verdict: Any) -> Row:
    return {
        "verdict": verdict.verdict,
        "status_before": verdict.status_before,
        "status_after": verdict.status_after,
        "is_entered_afterwards": verdict.is_entered_afterwards,
        "refusal": verdict.refusal,
        "left": verdict.left,
    }


def _stored_verdict(row: Row) -> Row:
    return {
        "verdict": row["verdict"],
        "status_before": row["status_before"],
        "status_after": row["status_after"],
        "is_entered_afterwards": row["is_entered_afterwards"],
        "refusal": row["refusal"],
        "left": _left(row["handling"]),
    }


def _left(handling: str | None) -> Row | None:
    """What the log leaves out is as in the beginning."""
    if handling is None:
        return None
    left = plain_row(columns_of(msgspec.json.decode(handling, type=Handling)))
    names = ("kind", "item_id", "move_keys")
    return {name: value for name, value in left.items() if name not in names}


def _offsets(store: Stored) -> dict[tuple[str, int], int]:
    return {
        (row["topic"], row["partition_no"]): row["next_offset"]
        for row in store["offsets"]
        if row["next_offset"]
    }


def _items(store: Stored) -> dict[tuple[str, str], Row]:
    found = {}
    for table in ITEMS:
        for row in store[table]:
            found[row["kind"], row["item_id"]] = exact(row) | {
                "is_open": table == "items_open",
                "distinct_moves": len(set(row["move_keys"] or [])),
            }
    return found


def exact(row: Row) -> Row:
    """An item's row with its spans in microseconds."""
    limit_s = row["close_limit_s"]
    return row | {
        "close_limit_us": None if limit_s is None else round(limit_s * 1_000_000),
    }


def _expected_items(
    city: City, hashes: Mapping[tuple[str, int, int], int]
) -> dict[tuple[str, str], Row]:
    """With the hash of the version that counts, as the log of events says it."""
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for place, event in city.events.items():
        key = (event["kind"], event["item_id"])
        version = (event["version"], hashes.get(place, 0))
        best[key] = max(version, best.get(key, version))
    return {
        key: row | {"content_hash": best[key][1] if key in best else None}
        for key, row in city.items.items()
    }


def compare(
    what: str, found: Mapping[Any, Any], expected: Mapping[Any, Any]
) -> list[str]:
    """The first differences; of rows only the columns that are expected."""
    told = []
    for key in sorted(found.keys() | expected.keys(), key=repr):
        if key not in found:
            told.append(f"{what}: {key} is missing")
        elif key not in expected:
            told.append(f"{what}: {key} should not be there: {found[key]}")
        elif text := _unlike(found[key], expected[key]):
            told.append(f"{what}: {key}: {text}")
    more = [f"{what}: {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return told[:SHOWN] + more


def _unlike(found: Any, expected: Any) -> str:
    if not isinstance(expected, dict) or not isinstance(found, dict):
        return "" if found == expected else f"{found!r}, expected {expected!r}"
    columns = (
        f"{name} is {found.get(name)!r}, expected {expected.get(name)!r}"
        for name in (expected | {n: 0 for n in found if n in MEASURES})
        if found.get(name) != expected.get(name)
    )
    return "; ".join(columns)


def _repeated(store: Stored) -> list[str]:
    """No record and no item may stand twice."""
    keys: dict[str, list[Hashable]] = {
        "records": [_place(row) for log in LOGS for row in store[log]],
        "items": [(r["kind"], r["item_id"]) for name in ITEMS for r in store[name]],
        "row numbers": [row["row_no"] for name in ITEMS for row in store[name]],
    }
    return [
        f"{what}: {key} stands {count} times"
        for what, found in keys.items()
        for key, count in Counter(found).most_common(SHOWN)
        if count > 1
    ]


def _batches(store: Stored) -> list[str]:
    """The audit has to add up to the logs."""
    columns = ("events", "moves", "desk_entries", "rejects")
    audited = {name: sum(row[name] for row in store["batches"]) for name in columns}
    logged = {name: len(store[log]) for name, log in zip(columns, LOGS, strict=True)}
    return compare("batches", audited, logged)


def unequal(one: Stored, other: Stored) -> list[str]:
    """How two stores differ that have read the same topics."""
    told = []
    for name in (*LOGS, "offsets"):
        told += compare(name, _by_place(one[name]), _by_place(other[name]))
    for name in ITEMS:
        told += compare(name, _by_item(one[name]), _by_item(other[name]))
    return told + compare("rollups", one.cells, other.cells)


def _by_place(rows: list[Row]) -> dict[Any, Row]:
    names = ("topic", "partition_no", "offset_no")
    return {tuple(row.get(name) for name in names): _state(row) for row in rows}


def _by_item(rows: list[Row]) -> dict[Any, Row]:
    return {(row["kind"], row["item_id"]): _state(row) for row in rows}


def _state(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in TECHNICAL}

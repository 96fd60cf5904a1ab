"""The whole city in memory: what the topics' contents make of every item.

Written against the definitions, with nothing of `streams` or `sql`, so that it can say
whether the hub is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.journey.model.deadlines import deadlines
from tests.journey.model.handling import History, Verdict
from tests.journey.model.messages import (
    DESK,
    HANDLING,
    Record,
    RefusedError,
    said,
)
from tests.journey.model.reference import lists
from tests.journey.model.rollups import Cell, cells

Place = tuple[str, int, int]
Key = tuple[str, str]
FACTS = (
    *("version", "division_code", "town_code", "occurred_at", "category"),
    *("severity", "scale", "spread", "title", "source", "source_ref"),
    "is_device_health",
)


@dataclass
class City:
    """What a store has to hold after these records."""

    events: dict[Place, dict[str, Any]] = field(default_factory=dict)
    verdicts: dict[Place, Verdict] = field(default_factory=dict)
    desk_entries: set[Place] = field(default_factory=set)
    rejects: dict[Place, str] = field(default_factory=dict)
    ends: dict[tuple[str, int], int] = field(default_factory=dict)
    items: dict[Key, dict[str, Any]] = field(default_factory=dict)
    cells: dict[Cell, dict[str, int]] = field(default_factory=dict)


def fold(
    records: Iterable[Record], profile: str, hashes: Mapping[Place, int] | None = None
) -> City:
    """Fold the records of all topics, each partition in its order.

    Of equal versions the larger content hash counts: `hashes` says it per place, and
    is needed only where contents differ at equal versions.
    """
    city = City()
    histories: dict[Key, History] = {}
    for record in records:
        city.ends[record.topic, record.partition] = record.offset + 1
        try:
            message = said(record)
        except RefusedError as reason:
            city.rejects[record.place] = str(reason)
            continue
        if record.topic == HANDLING:
            key = (message["kind"], message["case_id"])
            history = histories.setdefault(key, History(*key))

            def status_of(target: Key) -> str | None:
                return histories[target].status if target in histories else None

            verdict = history.take(message, record.at, status_of)
            city.verdicts[record.place] = verdict
        elif record.topic == DESK:
            city.desk_entries.add(record.place)
        else:
            city.events[record.place] = message | {"record_at": record.at}
    facts = _facts(city.events, hashes or {})
    for key in facts.keys() | histories.keys():
        history = histories.get(key) or History(*key)
        city.items[key] = _row(key, facts.get(key, {}), history, profile)
    city.cells = cells(city.items.values())
    return city


def _facts(
    events: Mapping[Place, dict[str, Any]], hashes: Mapping[Place, int]
) -> dict[Key, dict[str, Any]]:
    """Of every item the best version, received when the first of them was."""
    versions: dict[Key, list[tuple[int, int, Place]]] = {}
    for place, event in events.items():
        version = (event["version"], hashes.get(place, 0), place)
        versions.setdefault((event["kind"], event["item_id"]), []).append(version)
    return {
        key: events[max(found)[2]]
        | {"received_at": min(events[place]["record_at"] for *_, place in found)}
        for key, found in versions.items()
    }


def _row(
    key: Key, facts: Mapping[str, Any], history: History, profile: str
) -> dict[str, Any]:
    kind, item_id = key
    row = {
        "kind": kind,
        "item_id": item_id,
        "received_at": facts.get("received_at"),
        **{name: facts.get(name) for name in FACTS},
        **history.columns(),
        "distinct_moves": len(history.seen),
    }
    placed = tuple(row[name] for name in ("kind", "severity", "scale", "spread"))
    row["expected_tier"] = lists().expected_tiers.get(placed)
    row["is_open"] = row["status"] in lists().open_statuses
    return row | deadlines(row, profile)

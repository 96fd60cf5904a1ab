"""Rows as Arrow columns, in the order and types of the store's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from msgspec.structs import astuple

from streams.clock import EPOCH
from streams.handling.state import Handling
from streams.landing.place import Place
from streams.landing.structs import AT as _AT
from streams.landing.structs import is_nested, plain, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

_TEXT, _LONG, _INT = pa.string(), pa.int64(), pa.int32()
_REAL, _BOOL = pa.float64(), pa.bool_()

POSITION = list(zip(Place._fields, (_LONG, _INT, _TEXT, _INT, _LONG, _AT), strict=True))
EVENTS = pa.schema(
    [
        *POSITION,
        ("kind", _TEXT),
        ("item_id", _TEXT),
        ("version", _LONG),
        ("content_hash", _LONG),
        ("division_code", _LONG),
        ("town_code", _LONG),
        ("occurred_at", _AT),
        ("reported_at", _AT),
        ("category", _TEXT),
        ("severity", _TEXT),
        ("scale", _TEXT),
        ("spread", _TEXT),
        ("title", _TEXT),
        ("description", _TEXT),
        ("longitude", _REAL),
        ("latitude", _REAL),
        ("source", _TEXT),
        ("source_ref", _TEXT),
        ("tags", pa.list_(_TEXT)),
        ("campaign", _TEXT),
        ("party_hash", _TEXT),
        ("is_synthetic", _BOOL),
        ("is_device_health", _BOOL),
        ("details", _TEXT),
        ("extra", _TEXT),
    ]
)
MOVES = pa.schema(
    [
        *POSITION,
        ("move_id", _TEXT),
        ("kind", _TEXT),
        ("item_id", _TEXT),
        ("move", _TEXT),
        ("division_code", _LONG),
        ("acting_center", _LONG),
        ("acting_agency", _TEXT),
        ("acting_role", _TEXT),
        ("actor", _TEXT),
        ("moved_at", _AT),
        ("after_move", _TEXT),
        ("note", _TEXT),
        ("to_center", _LONG),
        ("to_agency", _TEXT),
        ("to_site", _TEXT),
        ("task_id", _TEXT),
        ("objective", _TEXT),
        ("link_kind", _TEXT),
        ("link_id", _TEXT),
        ("due_at", _AT),
        ("outcome", _TEXT),
        ("satisfaction", _TEXT),
        ("grade", _TEXT),
        ("number", _TEXT),
        ("move_ref", _TEXT),
        ("is_synthetic", _BOOL),
        ("is_entered_afterwards", _BOOL),
        ("verdict", _TEXT),
        ("refusal", _TEXT),
        ("refusal_details", _TEXT),
        ("status_before", _TEXT),
        ("status_after", _TEXT),
        ("handling", _TEXT),
    ]
)
KEYS = pa.schema([("kind", _TEXT), ("item_id", _TEXT)])
HANDLING = schema_of(Handling)
DESK_ENTRIES = pa.schema(
    [
        *POSITION,
        ("entry_id", _TEXT),
        ("entry", _TEXT),
        ("actor", _TEXT),
        ("acting_role", _TEXT),
        ("acting_center", _LONG),
        ("entered_at", _AT),
        ("is_synthetic", _BOOL),
        ("details", _TEXT),
    ]
)
DESK_LINKS = pa.schema(
    [
        ("position_no", _LONG),
        ("link", _TEXT),
        ("epoch", _INT),
        ("partition_no", _INT),
        ("offset_no", _LONG),
    ]
)
DESK_RESULTS = pa.schema(
    [("entry_id", _TEXT), ("result", _TEXT), ("detail", _TEXT), ("written_at", _AT)]
)
REJECTS = pa.schema(
    [*POSITION, ("reason", _TEXT), ("detail", _TEXT), ("payload", _TEXT)]
)
OFFSETS = pa.schema(
    [
        ("epoch", _INT),
        ("topic", _TEXT),
        ("partition_no", _INT),
        ("next_offset", _LONG),
        ("last_record_at", _AT),
    ]
)


def table(schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows of `schema`'s columns, in its order, as one Arrow table."""
    if not rows:
        return schema.empty_table()
    columns = zip(*rows, strict=True)
    arrays = [
        _array_of(field.type)(column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def handling(states: Iterable[Handling]) -> pa.Table:
    """States of items as rows of `HANDLING`."""
    return table(HANDLING, [astuple(state) for state in states])


def row_numbers(rows: Sequence[int]) -> pa.Table:
    """Row numbers as the column `row_no`."""
    return pa.table({"row_no": pa.array(rows, _LONG)})


def _array_of(kind: pa.DataType) -> Callable[..., pa.Array]:
    if is_nested(kind):
        return _structs
    return _moments if kind == _AT else pa.array


def _structs(column: Iterable[Any], kind: pa.DataType) -> pa.Array:
    return pa.array([plain(value) for value in column], kind)


def _moments(column: Iterable[datetime | None], kind: pa.DataType) -> pa.Array:
    """Moments as times since 1970: to read their offsets takes pyarrow seven times as
    long.
    """
    since = [moment and moment - EPOCH for moment in column]
    return pa.array(since, pa.duration("us")).view(kind)


def numbered(events: pa.Table) -> pa.Table:
    """The rows of a batch with their ordinal as the column `message_no`."""
    numbers = pa.array(range(events.num_rows), _INT)
    return events.append_column("message_no", numbers)

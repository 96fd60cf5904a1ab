"""A list of items as messages: every row is checked before anything is sent, and the
same list twice says the same, so that it adds nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec
from msgspec import Struct, structs

from board.desk import columns
from board.desk.registering import FIRST, Identity, checked, event_of, id_of_row
from board.desk.said import ROUNDED, Fault
from board.look.clock import SHANGHAI
from streams.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from board.desk.said import Place, Raw
    from board.reads.rows_registration import Sent
    from streams.events import Stream

MOST_ROWS = 5_000
Standing: TypeAlias = Literal["new", "changed", "same", "bad"]
_OWN = frozenset({"reported_at", "source", "source_ref"})
"""Fields of a row that say which item it is, and not what it says."""
_KEPT = ("description", "source", "source_ref", "party_hash")


class Given(Struct, frozen=True):
    """A list as it was read: its header, its rows, and where their first stands."""

    header: tuple[Raw, ...]
    rows: tuple[tuple[Raw, ...], ...]
    first_row: int


class Row(Struct, frozen=True):
    """One row of a list: the message that it is, or all that is wrong with it."""

    number: int
    cells: tuple[Raw, ...]
    event: Event | None = None
    faults: tuple[Fault, ...] = ()
    standing: Standing = "new"


class Source(Struct, frozen=True):
    """What is said of all rows of a list: their stream, and where they are from unless
    a row says otherwise.
    """

    stream: Stream
    source: str
    is_synthetic: bool


def rows_of(
    given: Given, fields: Sequence[str], source: Source, where: Place
) -> tuple[Row, ...]:
    """Each row that is not empty, checked; one that says the same as one before it, or
    bears its number, is none of its own.
    """
    found: list[Row] = []
    first: dict[str, int] = {}
    for number, cells in enumerate(given.rows, given.first_row):
        if all(one is None or one == "" for one in cells):
            continue
        row = _row(number, cells, fields, source, where)
        if row.event is not None:
            before = first.setdefault(row.event.id, number)
            if before != number:
                row = _bad(row, Fault("", "same_as_row", {"n": before}))
        found.append(row)
    return tuple(found)


def standing(rows: Iterable[Row], known: Mapping[str, Sent]) -> tuple[Row, ...]:
    """The rows held against what was sent before: what says the same is not sent again,
    what says something else is the next version.
    """
    return tuple(_held(row, known) for row in rows)


def lacking(fields: Iterable[str], kind: str) -> tuple[str, ...]:
    """The needed fields for which a list has no column."""
    return tuple(one for one in columns.needed(kind) if one not in set(fields))


def _row(
    number: int,
    cells: tuple[Raw, ...],
    fields: Sequence[str],
    source: Source,
    where: Place,
) -> Row:
    said = {
        field: _plain(cell, field, source.stream.kind)
        for field, cell in zip(fields, cells, strict=False)
        if field
    }
    own = {name: said.pop(name) for name in _OWN & said.keys()}
    own = {name: raw for name, raw in own.items() if raw not in (None, "")}
    own.setdefault("source", source.source)
    one = checked(source.stream, said | own, where)
    row = Row(number, cells)
    if one.faults:
        return structs.replace(row, faults=one.faults, standing="bad")
    who = _identity(source.stream, one.fields)
    left = structs.replace(
        one, fields={name: one.fields[name] for name in one.fields.keys() - _OWN}
    )
    event = event_of(left, who, is_synthetic=source.is_synthetic)
    return structs.replace(row, event=event)


def _identity(stream: Stream, fields: Mapping[str, Any]) -> Identity:
    reference = fields.get("source_ref", "")
    says = {name: value for name, value in fields.items() if name not in _OWN}
    return Identity(
        id=id_of_row(stream, fields["source"], reference, says),
        version=FIRST,
        reported_at=fields.get("reported_at", fields["occurred_at"]),
        source=fields["source"],
        source_ref=reference,
    )


def _plain(cell: Raw, field: str, kind: str) -> Raw:
    """A cell as a person would have written it: a spreadsheet keeps a code as a number,
    and a day as the moment at which it begins.
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat() if columns.is_day(kind, field) else cell
    if isinstance(cell, date):
        is_day = columns.is_day(kind, field)
        return cell.isoformat() if is_day else datetime.combine(cell, time(), SHANGHAI)
    if isinstance(cell, float) and abs(cell) >= ROUNDED:
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) or cell is None else str(cell)


def _held(row: Row, known: Mapping[str, Sent]) -> Row:
    if row.event is None or row.event.id not in known:
        return row
    before = known[row.event.id]
    event = structs.replace(
        row.event, party_hash=row.event.party_hash or before.party_hash
    )
    if _says(event) == _said(before):
        return structs.replace(row, standing="same")
    event = structs.replace(event, version=before.version + 1)
    return structs.replace(row, event=event, standing="changed")


def _says(event: Event) -> dict[str, Any]:
    """What the store keeps of a message, as far as a list says it."""
    own = structs.asdict(event).keys() - set(Event.__struct_fields__)
    told = msgspec.to_builtins(event)
    return {
        "division_code": int(event.division_code),
        "occurred_at": event.occurred_at,
        "reported_at": event.reported_at,
        **{name: getattr(event, name) for name in ("category", "title", *_KEPT)},
        "details": {name: told[name] for name in own if name in told},
    }


def _said(before: Sent) -> dict[str, Any]:
    kept = structs.asdict(before)
    told = {
        name: kept[name]
        for name in ("division_code", "occurred_at", "reported_at", "category", "title")
    }
    others = {name: kept[name] for name in _KEPT}
    return told | others | {"details": msgspec.json.decode(before.details)}


def _bad(row: Row, fault: Fault) -> Row:
    return structs.replace(row, event=None, faults=(fault,), standing="bad")

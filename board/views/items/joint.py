"""Who was asked to do what of an item: tasks, hand-overs, rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.items.page import part_of_item, said_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from board.views.items.page import Sheet

TASK_TIMES = ("sent_at", "task_due_at", "signed_at", "fed_back_at", "task_ended_at")
HANDOVER_TIMES = ("handed_at", "sign_due_at", "handover_ended_at")
ROUND_TIMES = ("round_started_at", "close_due_at", "closed_at")


def joint(picture: Picture) -> Contents:
    """Tables of what there is: `tasks`, `handovers`, `rounds`."""
    return part_of_item(_joint)(picture)


def _joint(sheet: Sheet) -> Contents:
    tables = (_tasks(sheet), _handovers(sheet), _rounds(sheet))
    shown = tuple(one for one in tables if one.rows)
    words = sheet.words
    note = "" if shown else words("item.nobody_asked")
    return Contents(title=words("label.item_joint"), note=note, tables=shown)


def is_late(due_at: datetime | None, ended_at: datetime | None, now: datetime) -> bool:
    """Whether something ended after it was due, or is due and has not ended."""
    return due_at is not None and (ended_at or now) > due_at


def _tasks(sheet: Sheet) -> Table:
    pairs = zip(sheet.item.tasks, sheet.item.task_dues, strict=True)
    columns = (
        Column(key="key", form="code"),
        _column(sheet, "task_unit"),
        _column(sheet, "objective"),
        _column(sheet, "task_state"),
        *(_column(sheet, key, "moment") for key in TASK_TIMES),
        _column(sheet, "rejected_count", "count"),
        _column(sheet, "is_late", "flag"),
    )
    return _table(sheet, "tasks", columns, (_task(sheet, *pair) for pair in pairs))


def _task(
    sheet: Sheet, one: Mapping[str, Any], due_at: datetime | None
) -> dict[str, Any]:
    # What is fed back in time is in time, however long it waits to be accepted.
    done_at = one["fed_back_at"] or one["ended_at"]
    return {
        "key": one["task_id"],
        "task_unit": sheet.unit(one["center"], one["agency"]),
        "objective": sheet.text(one["objective"]),
        "task_state": sheet.words.known("task_state", one["state"]),
        "sent_at": epoch_ms(one["sent_at"]),
        "task_due_at": epoch_ms(due_at),
        "signed_at": epoch_ms(one["signed_at"]),
        "fed_back_at": epoch_ms(one["fed_back_at"]),
        "task_ended_at": epoch_ms(one["ended_at"]),
        "rejected_count": one["rejected_count"] or 0,
        "is_late": int(is_late(due_at, done_at, sheet.now)),
    }


def _handovers(sheet: Sheet) -> Table:
    pairs = zip(sheet.item.handovers, sheet.item.handover_dues, strict=True)
    columns = (
        Column(key="key", form="code"),
        _column(sheet, "handed_from"),
        _column(sheet, "handed_to"),
        _column(sheet, "ending"),
        *(_column(sheet, key, "moment") for key in HANDOVER_TIMES),
        _column(sheet, "is_late", "flag"),
    )
    return _table(
        sheet, "handovers", columns, (_handover(sheet, *pair) for pair in pairs)
    )


def _handover(
    sheet: Sheet, one: Mapping[str, Any], due_at: datetime | None
) -> dict[str, Any]:
    return {
        "key": one["move_id"],
        "handed_from": sheet.center(one["from_center"]),
        "handed_to": sheet.unit(one["to_center"], one["to_agency"]),
        "ending": sheet.words.known("ending", one["ending"] or "none"),
        "handed_at": epoch_ms(one["handed_at"]),
        "sign_due_at": epoch_ms(due_at),
        "handover_ended_at": epoch_ms(one["ended_at"]),
        "is_late": int(is_late(due_at, one["ended_at"], sheet.now)),
    }


def _rounds(sheet: Sheet) -> Table:
    pairs = zip(sheet.item.rounds, sheet.item.round_dues, strict=True)
    columns = (
        _column(sheet, "round", "count"),
        _column(sheet, "status"),
        _column(sheet, "outcome"),
        *(_column(sheet, key, "moment") for key in ROUND_TIMES),
        _column(sheet, "is_late", "flag"),
    )
    rows = [_round(sheet, n, *pair) for n, pair in enumerate(pairs, 1)]
    found = rows and (*rows, _present(sheet, len(rows) + 1))
    return _table(sheet, "rounds", columns, found)


def _round(
    sheet: Sheet, number: int, one: Mapping[str, Any], due_at: datetime | None
) -> dict[str, Any]:
    outcome = one["outcome"]
    return {
        "round": number,
        "status": sheet.words.known("status", one["status"]),
        "outcome": sheet.words.known("outcome", outcome) if outcome else None,
        "round_started_at": epoch_ms(one["started_at"] or sheet.item.received_at),
        "close_due_at": epoch_ms(due_at),
        "closed_at": epoch_ms(one["closed_at"]),
        "is_late": int(is_late(due_at, one["closed_at"], sheet.now)),
    }


def _present(sheet: Sheet, number: int) -> dict[str, Any]:
    """The round that runs, or ended last."""
    item = sheet.item
    now = {
        "started_at": item.round_started_at,
        "closed_at": item.closed_at,
        "status": item.status,
        "outcome": item.outcome,
    }
    return _round(sheet, number, now, item.close_due_at)


def _column(sheet: Sheet, key: str, form: Any = "text") -> Column:
    return Column(key=key, form=form, name=sheet.words.known("field", key))


def _table(
    sheet: Sheet,
    name: str,
    columns: tuple[Column, ...],
    rows: Iterable[Mapping[str, Any]],
) -> Table:
    found = tuple(rows)
    title = sheet.words.known("item_table", name)
    shown = said_only(columns, found)
    return table(name, shown, found, of_items=True, title=title)

"""The items that the chosen figure counts; of a rate its base, the misses first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.indicators import BEHIND, ITEMS_SHOWN
from board.reads.rows import Behind
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import counted_name, epoch_ms
from board.views.common.more import n_of_m
from board.views.indicators.page import Sheet, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.viewer.page import Picture
    from board.views.common.contents import Table

SHOWN = ("received_at", "close_due_at", "closed_at")


def behind(picture: Picture) -> Contents:
    """At most so many of them, and how many there are; without their titles."""
    sheet = sheet_of(picture)
    words = sheet.words
    title = words("label.behind")
    answers = picture.answers
    if answers is None or BEHIND not in answers.tables:
        return Contents(title=title, note=words("label.behind_none"))
    items = answers.rows(BEHIND, Behind)
    total = items[0].total if items else 0
    return Contents(
        title=title,
        note=words(_note(sheet)),
        notices=n_of_m(min(total, ITEMS_SHOWN), total, words),
        tables=(_table(items, sheet),),
    )


def _note(sheet: Sheet) -> str:
    if sheet.picked.is_percentile:
        return "label.behind_percentile"
    if sheet.picked.is_timed:
        return "label.behind_timed"
    return "label.behind_note" if sheet.picked.has_misses else "label.behind"


def _table(items: Iterable[Behind], sheet: Sheet) -> Table:
    rows = (_row(one, sheet) for one in items)
    return table(BEHIND, _columns(sheet), rows, of_items=True)


def _columns(sheet: Sheet) -> tuple[Column, ...]:
    words = sheet.words
    took = (Column(key="took", form="duration", name=words("column.took")),)
    return (
        Column(key="key", form="code"),
        Column(key="is_counted", form="flag", name=counted_name(sheet.picked, words)),
        Column(key="kind", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        Column(key="severity", name=words("column.severity")),
        Column(key="place", name=words("column.place")),
        Column(key="status", name=words("column.status")),
        *(took if sheet.picked.is_timed else ()),
        *(Column(key=key, form="moment", name=words(f"column.{key}")) for key in SHOWN),
    )


def _row(one: Behind, sheet: Sheet) -> dict[str, Any]:
    words = sheet.words
    return {
        "key": f"{one.kind} {one.item_id}",
        "is_counted": int(one.is_counted),
        "kind": words.known("kind", one.kind),
        "category": words.category(one.kind, one.category),
        "severity": words.known("severity", one.severity),
        "place": sheet.geography.place(one.division_code),
        "status": words.known("status", one.status),
        "took": one.took_s,
        **{key: epoch_ms(getattr(one, key)) for key in SHOWN},
    }

"""One page of the items that the filters let through, and how many there are of each
kind and status.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.codes import EITHER, FINISHED, OPEN, kinds, statuses
from board.look.definitions import definitions
from board.picture.filters import TITLES
from board.picture.listing import COUNTS, EVERYBODYS, PAGE
from board.reads.rows_listing import ListedCount, ListedItem
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.figures import counted_name, epoch_ms
from board.views.common.more import n_of_m, pages
from board.views.items.wanting import said, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.picture.filters import Filters
    from board.viewer.page import Picture
    from board.views.common.contents import Table

LEVELS = ("due_soon", "overdue")
MOMENTS = {
    OPEN: ("received_at", "close_due_at"),
    FINISHED: ("received_at", "closed_at"),
    EITHER: ("received_at", "close_due_at", "closed_at"),
}
LABELLED = frozenset({"tag", "owner", "handler", "claimed", "number", "camera", "text"})
"""What does not say by itself what it is."""
UNSAID = frozenset({"sort"})
"""What the sentence leaves to the table, which shows it."""


def counts(picture: Picture) -> Contents:
    """Tables `by_kind` and `by_status`, of what the filters let through; how many there
    are, of a rate how many of them are in its numerator, and to whom only its own are
    listed how many everybody has.
    """
    words, found = picture.words, _counted(picture)
    by_kind: Counter[str] = Counter()
    by_status: Counter[str] = Counter()
    for one in found:
        by_kind[one.kind] += one.items
        by_status[one.status] += one.items
    named = (
        ("kind", by_kind, kinds()),
        ("status", by_status, statuses()),
    )
    return Contents(
        title=words("items.counts"),
        figures=tuple(_totals(picture, found)),
        tables=tuple(
            table(
                f"by_{family}",
                _count_columns(family, picture),
                [
                    {
                        "code": code,
                        "name": words.known(family, code),
                        "items": tally[code],
                    }
                    for code in known
                    if tally[code]
                ],
            )
            for family, tally, known in named
        ),
    )


def _count_columns(family: str, picture: Picture) -> tuple[Column, ...]:
    words = picture.words
    return (
        Column(key="code", form="code"),
        Column(key="name", name=words(f"column.{family}")),
        Column(
            key="items",
            form="count",
            name=words("column.count"),
            unit=words("unit.items"),
        ),
    )


def _totals(picture: Picture, found: tuple[ListedCount, ...]) -> list[Figure]:
    words, asked = picture.words, wanted(picture)
    unit = words("unit.items")
    total = sum(one.items for one in found)
    figures = [
        Figure(total, "count", key="total", name=words("items.total"), unit=unit)
    ]
    if EVERYBODYS in picture.answered.tables:
        every = picture.answered.rows(EVERYBODYS, ListedCount)
        total, name = sum(one.items for one in every), words("items.everybodys")
        figures.append(Figure(total, "count", key=EVERYBODYS, name=name, unit=unit))
    if name := _counted_name(asked, words):
        counted = sum(one.counted for one in found)
        figures.append(Figure(counted, "count", key="counted", name=name, unit=unit))
    return figures


def items(picture: Picture) -> Contents:
    """One page of them in their order; titles only where the choices say so."""
    words, asked = picture.words, wanted(picture)
    answers = picture.answered
    found = answers.rows(PAGE, ListedItem)
    total = sum(one.items for one in _counted(picture))
    sentence = words("items.joined").join(_sentence(picture))
    place = found[0].place if found else 0
    return Contents(
        title=words("label.items_found"),
        note=sentence,
        notices=n_of_m(len(found), total, picture.words),
        figures=pages(place, total, asked.row_limit, words),
        tables=(_table(found, asked, picture),),
    )


def _sentence(picture: Picture) -> Iterator[str]:
    for key, text in said(picture).items():
        if key in LABELLED:
            name = picture.words(f"fact.chosen.{key}")
            yield picture.words("items.said", name=name, text=text)
        elif key not in UNSAID:
            yield text


def _table(found: tuple[ListedItem, ...], asked: Filters, picture: Picture) -> Table:
    rows = (_row(one, picture) for one in found)
    return table(PAGE, _columns(asked, picture), rows, of_items=True)


def _counted_name(asked: Filters, words: Texts) -> str:
    """What is said of those that are no misses, where some of them may be."""
    picked = asked.indicator
    return counted_name(definitions()[picked], words) if picked else ""


def _is_timed(asked: Filters) -> bool:
    """Whether the figure is of how long its items took."""
    return bool(asked.indicator) and definitions()[asked.indicator].is_timed


def _moments(asked: Filters) -> tuple[str, ...]:
    """What is open was not closed; of a figure both may be. Beside how long it took
    there is no room for its deadline.
    """
    if _is_timed(asked):
        return MOMENTS[FINISHED]
    return MOMENTS[EITHER if asked.indicator else asked.state]


def _columns(asked: Filters, picture: Picture) -> tuple[Column, ...]:
    words = picture.words
    took = (Column(key="took", form="duration", name=words("column.took")),)
    titles = (Column(key="title", name=words("column.title")),)
    return (
        *(Column(key=key, form="code") for key in ("kind", "id", "level", "grade")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="is_counted", form="flag", name=_counted_name(asked, words)),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="severity", name=words("column.severity")),
        Column(key="category", name=words("column.category")),
        *(titles if picture.choices.get(TITLES) else ()),
        Column(key="place", name=words("column.division")),
        Column(key="status", name=words("column.status")),
        *(took if _is_timed(asked) else ()),
        Column(key="owner", name=words("column.owner")),
        *(
            Column(key=key, form="moment", name=words(f"column.{key}"))
            for key in _moments(asked)
        ),
        Column(key="limit", name=words("column.limit")),
    )


def _row(one: ListedItem, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    owner = geography.centers.get(one.owner_center or 0)
    level = LEVELS[one.close_level > 0] if one.close_level is not None else ""
    return {
        "kind": one.kind,
        "id": one.item_id,
        "level": level,
        "grade": one.severity,
        "case_number": one.case_number or "",
        "is_counted": int(one.is_counted),
        "kind_name": words.short_kind(one.kind),
        "severity": words.known("severity_short", one.severity),
        "category": words.category(one.kind, one.category),
        "title": one.title or "",
        "place": geography.place(one.division_code),
        "status": words.known("status", one.status),
        "took": one.took_s,
        "owner": owner.name if owner else "",
        **{key: epoch_ms(getattr(one, key)) for key in MOMENTS[EITHER]},
        "limit": words.known("indicator", level) if level else "",
    }


def _counted(picture: Picture) -> tuple[ListedCount, ...]:
    return picture.answered.rows(COUNTS, ListedCount)

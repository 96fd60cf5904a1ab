"""Whom to call about an item: who has it, who is asked, who stands above, who helps."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from board.reads.rows import Site
from board.reads.step_rows import ListedStep
from board.views.common.contents import Contents
from board.views.contacts.rows import (
    Line,
    is_told,
    listed,
    nearest,
    note_of,
    posts_of,
    unit_of,
)
from board.views.items.near import nearest_first, place_of
from board.views.items.page import AT_IT, held, owner_of, sheet_of
from board.views.steps.wording import step_of
from sql.reference.contacts import by_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from board.viewer.page import Picture
    from board.views.items.page import Sheet
    from sql.reference.contacts import Contact

PART = "contacts"
SITES = 2
"""So many of the nearest sites are named."""
Place = tuple[str, int, str]
"""Why, the center, the agency there or ''."""


def contacts(picture: Picture) -> Contents:
    """Table `contacts`: a row per post, the item's own center first; none outside."""
    sheet = sheet_of(picture)
    if sheet is None or not is_told(picture):
        return Contents()
    words = sheet.words
    note, found = note_of(listed(PART, lines_of(sheet), words), words)
    return Contents(title=words("contacts.title"), note=note, tables=(found,))


def lines_of(sheet: Sheet) -> tuple[Line, ...]:
    """The lines of the table in their order; each center or agency once."""
    return tuple(chain(_units(sheet), _sites(sheet)))


def _units(sheet: Sheet) -> Iterator[Line]:
    named: set[tuple[int, str]] = set()
    for why, center, agency in _places(sheet):
        found, posts = (
            nearest(center, agency, sheet.geography)
            if agency
            else (center, posts_of(center))
        )
        if (found, agency) in named:
            continue
        named.add((found, agency))
        unit = unit_of(found, agency, sheet.geography, sheet.words)
        said = sheet.words(f"contacts.of.{why}")
        yield from _lines(said, unit, posts)


def _lines(why: str, unit: str, posts: Sequence[Contact]) -> Iterator[Line]:
    yield from (Line(why, unit, one) for one in posts)
    if not posts:
        yield Line(why, unit)


def _places(sheet: Sheet) -> Iterator[Place]:
    item, geography = sheet.item, sheet.geography
    owner = owner_of(sheet)
    yield "owner", owner, ""
    if item.lead_agency:
        yield "lead", owner, item.lead_agency
    center, agency = held(item).asked
    if center:
        yield "asked", center, agency
    for task in item.tasks:
        if task["state"] in AT_IT:
            yield "task", task["center"], task["agency"] or ""
    yield from (("above", one, "") for one in geography.above(owner)[:1])
    for agency in dict.fromkeys(_listed_agencies(sheet)):
        yield "listed", owner, agency


def _listed_agencies(sheet: Sheet) -> Iterator[str]:
    """The agencies that its checklist names."""
    if "item_checklist" not in sheet.answers.tables:
        return
    for one in sheet.answers.rows("item_checklist", ListedStep):
        step = step_of(one.checklist, one.step)
        if step is not None and step.agency:
            yield step.agency


def _sites(sheet: Sheet) -> Iterator[Line]:
    at = place_of(sheet.answers)
    if at is None:
        return
    near = nearest_first(sheet.answers.rows("sites", Site), at)
    told = [one for one in near if one.site_code in by_site()][:SITES]
    for one in told:
        why = sheet.words("contacts.of.site")
        yield Line(why, one.name, by_site()[one.site_code])

"""The hand-overs behind a number, each with its item and what the list says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.responsibility_rows import Handed
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m, pages
from board.views.responsibilities.asking import HANDED, chosen, is_counted, said

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.common.contents import Table

PART = "responsible_handed"
CODES = ("kind", "id", "grade", "level")


def handed(picture: Picture) -> Contents:
    """Table `page`: one page of them, the last first."""
    if not is_counted(picture):
        return Contents()
    words, choice = picture.words, chosen(picture)
    found = picture.answered.rows(HANDED, Handed)
    place, total = (found[0].place, found[0].total) if found else (0, 0)
    told = said(picture)
    note = [told[one] for one in NARROWED if one in told]
    return Contents(
        title=words("responsible.handed"),
        note=" · ".join(note) or words("responsible.handed_note"),
        notices=n_of_m(len(found), total, words),
        figures=pages(place, total, choice.row_limit, words),
        tables=(_table(found, picture),),
    )


NARROWED = ("kind", "category", "agency_of", "way", "followed")


def _table(found: tuple[Handed, ...], picture: Picture) -> Table:
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="is_counted", form="flag"),
        Column(key="handed_at", form="moment", name=words("column.time")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.division")),
        Column(key="way", name=words("responsible.column.way")),
        Column(key="unit", name=words("responsible.column.to")),
        Column(key="followed", name=words("responsible.column.followed")),
        Column(key="listed", name=words("responsible.column.lead")),
    )
    rows = (_row(one, picture) for one in found)
    return table("page", columns, rows, of_items=True)


def _row(one: Handed, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    center = geography.centers.get(one.to_center)
    named = (words.known("agency", one.agency), center.name if center else "")
    lead = words.known("agency", one.listed_lead) if one.listed_lead else ""
    by_rule = words("responsible.by_rule", lead=lead, rule=one.rule) if lead else ""
    return {
        "kind": one.kind,
        "id": one.item_id,
        "grade": one.severity,
        "level": "",
        "case_number": one.case_number or "",
        "is_counted": int(one.followed in ("lead", "co")),
        "category": words.category(one.kind, one.category),
        "place": geography.place(one.division_code),
        "way": words(f"responsible.way.{one.way}"),
        "unit": " · ".join(filter(None, named)),
        "followed": words(f"responsible.followed.{one.followed}"),
        "listed": by_rule,
        "handed_at": epoch_ms(one.handed_at),
    }

"""The cases behind a bar or a flow, each with the move that raised its tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.containment_rows import ContainedCase
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m, pages
from board.views.containment.asking import CASES, chosen, flow_text

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.common.contents import Table


def cases(picture: Picture) -> Contents:
    """Table `page`: one page of them; what was passed up first, then the newest."""
    words, choice = picture.words, chosen(picture)
    found = picture.answered.rows(CASES, ContainedCase)
    place, total = (found[0].place, found[0].total) if found else (0, 0)
    return Contents(
        title=words("contained.cases"),
        note=flow_text(choice.flow, words),
        notices=n_of_m(len(found), total, words),
        figures=pages(place, total, choice.row_limit, words),
        tables=(_table(found, picture),),
    )


def _table(found: tuple[ContainedCase, ...], picture: Picture) -> Table:
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in ("kind", "id", "grade", "level")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="is_counted", form="flag", name=words("contained.within")),
        Column(key="severity", name=words("column.severity")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.division")),
        Column(key="tiers", name=words("contained.tiers")),
        Column(key="move", name=words("contained.move")),
        Column(key="unit", name=words("contained.unit")),
        Column(key="raised_at", form="moment", name=words("contained.raised_at")),
        Column(key="closed_at", form="moment", name=words("column.closed_at")),
    )
    rows = (_row(one, picture) for one in found)
    return table("page", columns, rows, of_items=True)


def _row(one: ContainedCase, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    return {
        "kind": one.kind,
        "id": one.item_id,
        "grade": one.severity,
        "level": "",
        "case_number": one.case_number or "",
        "is_counted": int(not one.is_passed_up),
        "severity": words.known("severity_short", one.severity),
        "category": words.category(one.kind, one.category),
        "place": geography.place(one.division_code),
        "tiers": words(
            "contained.from_to",
            expected=words.known("tier", one.expected_tier),
            resolved=words.known("tier", one.resolved_tier),
        ),
        "move": words.known("move", one.raising_move) if one.raising_move else "",
        "unit": _unit(one, picture),
        "raised_at": epoch_ms(one.raised_at),
        "closed_at": epoch_ms(one.closed_at),
    }


def _unit(one: ContainedCase, picture: Picture) -> str:
    """Who made that move: a center, or an agency at it."""
    agency, centers = one.raising_agency, picture.snapshot.geography.centers
    found = centers.get(one.raising_center or 0)
    named = picture.words.known("agency", agency) if agency else ""
    return " · ".join(filter(None, (named, found.name if found else "")))

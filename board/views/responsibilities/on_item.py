"""Who answers for an item by the list, on its page: to everybody who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.common.contents import Contents, Figure
from board.views.items.page import owner_of, part_of_item
from board.views.responsibilities.listed import helpers_of
from board.views.responsibilities.suggested import LADDER, Leading
from board.views.responsibilities.told import ground_of, tier_said
from sql.reference.responsibilities import fitting

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.items.page import Sheet
    from sql.reference.responsibilities import Responsible

PART = "responsible"


def responsible(picture: Picture) -> Contents:
    """Figures: who leads, who helps; which row says so, and the tier where it should
    be settled if that is not its owner's.
    """
    return part_of_item(_responsible)(picture)


def _responsible(sheet: Sheet) -> Contents:
    item, words = sheet.item, sheet.words
    if item.category is None:
        return Contents()
    row = fitting(item.kind, item.category, item.tags or (), sheet.now.date())
    is_open = item.closed_at is None
    return Contents(
        title=words("suggest.title"),
        note="" if row else words("suggest.unlisted"),
        figures=_figures(row, sheet) if row else (),
        notices={
            **(ground_of(row, words) if row else {}),
            **(tier_said(_leading(sheet), sheet.geography, words) if is_open else {}),
        },
    )


def _figures(row: Responsible, sheet: Sheet) -> tuple[Figure, ...]:
    words = sheet.words
    lead = words.known("agency", row.lead)
    found = [Figure(lead, key="listed_lead", name=words("responsible.column.lead"))]
    if row.co_handlers:
        helpers, name = helpers_of(row, words), words("responsible.column.co")
        found.append(Figure(helpers, key="listed_co", name=name))
    return tuple(found)


def _leading(sheet: Sheet) -> Leading | None:
    """As the form of a move says it, of what the register knows."""
    geography, expected = sheet.geography, sheet.item.expected_tier
    owner = geography.centers.get(owner_of(sheet))
    if owner is None or expected not in LADDER or owner.tier == expected:
        return None
    is_up = LADDER.index(expected) > LADDER.index(owner.tier)
    centers = (geography.centers[one] for one in geography.above(owner.center_code))
    inside = (
        one
        for one in geography.centers.values()
        if one.division_code in geography.line(sheet.division)
    )
    found = next((one for one in (*centers, *inside) if one.tier == expected), None)
    if found is None:
        return None
    move = "escalate" if is_up else "delegate"
    return Leading(expected, owner.tier, move, found.center_code)

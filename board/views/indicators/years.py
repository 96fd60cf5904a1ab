"""Two years month by month, of a count or a rate of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.definitions import definitions
from board.picture.indicators import years_of
from board.views.common.yearly import Compared, two_years
from board.views.indicators.page import sheet_of

if TYPE_CHECKING:
    from board.look.formats import Value
    from board.picture.periods import Span
    from board.viewer.page import Picture
    from board.views.common.contents import Contents


def years(picture: Picture) -> Contents:
    """The year in which the period ends; nothing of signals, kept for 30 days."""
    sheet = sheet_of(picture)
    one = definitions()[sheet.choice.monthly]
    place = sheet.place(one, sheet.scope)

    def value(span: Span) -> Value:
        return sheet.counts.course(one, span, place, one.form)

    months = years_of(sheet.choice, sheet.now)
    return two_years(Compared(one, months, value, sheet.words))

"""Indicators as another system is told of them: the values of the board's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.clock import DAY
from board.look.definitions import definitions, meaning
from board.views.indicators.page import sheet_of
from board.views.systems.answers import Figure, Indicators

if TYPE_CHECKING:
    from board.look.definitions import Definition
    from board.viewer.page import Picture
    from board.views.indicators.page import Sheet


def indicators(picture: Picture) -> Indicators:
    """Every figure of the chosen period. Raises ValueError where nothing was asked."""
    sheet = sheet_of(picture)
    shown = sheet.period.shown
    return Indicators(
        as_of=picture.now,
        scope=f"{sheet.scope:012d}",
        period=sheet.period.name,
        first_day=shown.first,
        last_day=shown.until - DAY,
        figures=[_figure(one, sheet) for one in definitions().values()],
        synthetic=bool(picture.snapshot.is_synthetic),
    )


def _figure(one: Definition, sheet: Sheet) -> Figure:
    said, value = meaning(one, sheet.words), sheet.value(one)
    number = value.value
    return Figure(
        indicator=one.indicator,
        name=said.name,
        formula=said.formula,
        form=one.form,
        value=number if isinstance(number, int | float) else None,
        n=value.numerator,
        of=value.denominator,
        better=one.better,
        minimum_n=one.minimum_n,
        is_of_period=one.is_of_period,
        counted_in=f"{sheet.place(one, sheet.scope):012d}",
    )

"""How a figure of now stood at the end of each month: told when it is asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import SHANGHAI, day_of
from board.picture.indicators import STOCK
from board.picture.periods import month_name, months_to
from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.indicators.page import signals_kept_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.viewer.page import Picture
    from board.views.indicators.page import Sheet

SIGNALS = frozenset({"open_signals", "unacknowledged_overdue"})
"""Stocks of what is no case yet."""


def course(picture: Picture, sheet: Sheet, title: str) -> Contents:
    """Table `trend`: the ends of twelve months and now; a note where it was not asked
    for, and where a figure tells of no number of items.
    """
    words, picked = sheet.words, sheet.picked
    if picked.axis != "open":
        return Contents(title=title, note=words("label.trend_none"))
    if not sheet.choice.has_course:
        return Contents(title=title, note=words("label.course_asked"))
    days = _kept_days(sheet)
    columns = (
        Column(key="month", name=words("column.month")),
        Column(key="value", form=picked.form, name=words("column.month_end")),
    )
    value = Series(column="value", colour="accent")
    chart = Chart(
        name="trend",
        table="trend",
        x=("month",),
        series=(value,),
        every=3,
        legend=False,
    )
    note = words("label.course_kept", days=days) if days else words("label.course_note")
    return Contents(
        title=title,
        note=note,
        tables=(table("trend", columns, _ends(picture, sheet, days)),),
        charts=(chart,),
    )


def _kept_days(sheet: Sheet) -> int | None:
    """Signals of which nothing came are not kept: what they were is not known then."""
    is_of_signals = sheet.picked.numerator in SIGNALS
    return signals_kept_days(sheet.picked) if is_of_signals else None


def _ends(picture: Picture, sheet: Sheet, days: int | None) -> Iterator[dict[str, Any]]:
    found = picture.answered[STOCK].to_pylist()
    since = sheet.now - timedelta(days=days) if days else None
    *over, present = months_to(day_of(sheet.now))
    for month in over:
        at = datetime.combine(month.until, time(), SHANGHAI)
        number = sum(_counted(row, sheet) for row in found if row["counted_at"] == at)
        is_known = since is None or at >= since
        yield {"month": month_name(month.first), "value": number if is_known else None}
    yield {
        "month": month_name(present.first),
        "value": sheet.value(sheet.picked).value,
    }


def _counted(row: dict[str, Any], sheet: Sheet) -> int:
    picked = sheet.picked
    number: int = row[picked.numerator] if picked.kind in {"", row["kind"]} else 0
    return number

"""On which days and at which hours items of an area came in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.reads.area_rows import AreaCount
from board.views.areas.asking import COUNTS, area_of, days_of
from board.views.common.contents import Chart, Column, Contents, Series, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from board.viewer.page import Picture

HOURS = range(24)


def days(picture: Picture) -> Contents:
    """Table `area_days`, drawn: what came in on each day; of one day nothing."""
    asked = days_of(picture)
    if not area_of(picture) or asked.count == 1:
        return Contents()
    found = {
        one.business_day: one.received for one in _rows(picture) if one.business_day
    }
    every = [asked.first + timedelta(days=n) for n in range(asked.count)]
    rows = [{"day": str(one), "received": found.get(one, 0)} for one in every]
    return _drawn("area_days", "day", rows, picture, every=max(1, len(every) // 6))


def hours(picture: Picture) -> Contents:
    """Table `area_hours`, drawn: what came in at each hour of those days."""
    if not area_of(picture):
        return Contents()
    found = {
        one.hour_no: one.received for one in _rows(picture) if one.hour_no is not None
    }
    rows = [{"hour": one, "received": found.get(one, 0)} for one in HOURS]
    return _drawn("area_hours", "hour", rows, picture, every=3)


def _drawn(
    name: str,
    over: str,
    rows: Iterable[Mapping[str, Any]],
    picture: Picture,
    *,
    every: int,
) -> Contents:
    words = picture.words
    columns = (
        Column(
            key=over,
            form="hour" if over == "hour" else "text",
            name=words(f"column.{over}"),
        ),
        Column(key="received", form="count", name=words("area.received")),
    )
    drawn = (Series(column="received", colour="accent"),)
    return Contents(
        title=words(f"area.{over}s"),
        tables=(table(name, columns, rows),),
        charts=(
            Chart(
                name=name,
                table=name,
                x=(over,),
                series=drawn,
                every=every,
                legend=False,
            ),
        ),
    )


def _rows(picture: Picture) -> tuple[AreaCount, ...]:
    return picture.answered.rows(COUNTS, AreaCount)

"""What a brief draws: thirty days up to its end, two years by month, the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.clock import DAY
from board.look.definitions import definitions
from board.look.formats import Value
from board.picture.briefs import days_of_trend, months_of_years
from board.picture.indicators import BY_DAY
from board.picture.periods import Span
from board.views.briefs.counting import Reckoning
from board.views.briefs.why import by_category, named_category
from board.views.common import yearly
from board.views.common.contents import Chart, Column, Contents, Notice, Series, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.viewer.page import Picture

DAYS, MONTHS, TYPES = "brief_days", "brief_months", "brief_types"
DRAWN = (DAYS, MONTHS, TYPES)
MOST = 8
COUNTS = ("received", "closed")
(READ,) = BY_DAY.values()


def days(picture: Picture) -> Contents:
    """Table `days`: what came and what was closed on each of thirty days."""
    words, reckoned = picture.words, Reckoning(picture)
    span = days_of_trend(reckoned.issue)
    columns = (
        Column(key="day", form="day", name=words("brief.day_of")),
        *(
            Column(key=key, form="count", name=words.known("indicator", key))
            for key in COUNTS
        ),
    )
    rows = list(_days(span, reckoned)) if _is_counted(picture) else []
    chart = Chart(
        name="days",
        table="days",
        x=("day",),
        series=(
            Series(column="received", colour="accent"),
            Series(column="closed", colour="ink", mark="line"),
        ),
        every=5,
    )
    return Contents(
        title=words("brief.days_drawn"),
        note=words("brief.days_note", first=span.first, last=span.until - DAY),
        notices={} if rows else _nothing(picture),
        tables=(table("days", columns, rows),) if rows else (),
        charts=(chart,) if rows else (),
    )


def _days(span: Span, reckoned: Reckoning) -> Iterator[dict[str, Any]]:
    for nth in range(span.days):
        day = span.first + DAY * nth
        yield {
            "day": str(day),
            **{key: _count(key, Span(day, day + DAY), reckoned) for key in COUNTS},
        }


def _count(name: str, span: Span, reckoned: Reckoning) -> Any:
    """None of a day before all that is kept; 0 where it was a day without any."""
    first = reckoned.counts.heard(READ).first
    if first is None or span.first < first:
        return None
    return reckoned.counts.on_days(definitions()[name], span, "count").value


def months(picture: Picture) -> Contents:
    """Table `yearly` of cases received: the months of the brief's year and the one
    before.
    """
    reckoned = Reckoning(picture)
    if not _is_counted(picture):
        title = picture.words("brief.months_drawn")
        return Contents(title=title, notices=_nothing(picture))
    one, place = definitions()[COUNTS[0]], picture.scope

    def value(span: Span) -> Value:
        return reckoned.counts.course(one, span, place, "count")

    found = months_of_years(reckoned.issue)
    return yearly.two_years(yearly.Compared(one, found, value, picture.words))


def types(picture: Picture) -> Contents:
    """Table `types`: the types of which most came; the sentence `rest` of all others,
    which would be the longest bar.
    """
    words, reckoned = picture.words, Reckoning(picture)
    found = by_category(COUNTS[0], "over", reckoned)
    most = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    rows = [
        {"code": code, "name": named_category(code, words), "received": count}
        for code, count in most[:MOST]
    ]
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("brief.by.category")),
        Column(key="received", form="count", name=words.known("indicator", COUNTS[0])),
    )
    chart = Chart(
        name="types",
        table="types",
        x=("name",),
        series=(Series(column="received", colour="accent"),),
        legend=False,
        lying=True,
    )
    return Contents(
        title=words("brief.types_drawn"),
        note=words("brief.types_note"),
        notices=_others(most[MOST:], words) if rows else _no_types(words),
        tables=(table("types", columns, rows),) if rows else (),
        charts=(chart,) if rows else (),
    )


def _others(found: list[tuple[str, int]], words: Texts) -> dict[str, Notice]:
    if not found:
        return {}
    values = {
        "types": Value(len(found), "count"),
        "n": Value(sum(count for _, count in found), "count"),
    }
    return {"rest": Notice(text=words.template("brief.types_rest"), values=values)}


def _no_types(words: Texts) -> dict[str, Notice]:
    return {"none": Notice(text=words("brief.types_none"))}


def _is_counted(picture: Picture) -> bool:
    """Of a village nothing is counted by day."""
    tier = picture.snapshot.geography.divisions[picture.scope].tier
    return tier != "village"


def _nothing(picture: Picture) -> dict[str, Notice]:
    return {"none": Notice(text=picture.words("brief.village_undrawn"))}

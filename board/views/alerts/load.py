"""The load that camera alerts are for the seats of a range, and how often they are
wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import SHANGHAI
from board.reads.rows_alerts import AlertLoad, AlertRow, Judged
from board.views.alerts.asking import ALERTS, HOURS, JUDGED, KIND, LOAD, first_hour
from board.views.common.contents import Chart, Column, Contents, Figure, Series, table
from board.views.common.rates import rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.texts import Texts
    from board.viewer.page import Picture

SEAT_TAKES = 1
"""So many lines and batches in ten minutes a person can handle (ISA-18.2)."""
FLOOD = 10
"""From so many on it is a flood."""
TOWNS_SHOWN = 8


def load(picture: Picture) -> Contents:
    """Figures: what waits, how much of it late, what asked in ten minutes, and how much
    that is for a seat in each town on average and in the busiest.
    """
    words, found = picture.words, picture.answered.rows(LOAD, AlertLoad)
    recent = _recent(found)
    asked, towns = sum(recent.values()), _towns(picture)
    mean = asked / towns
    busiest, most = max(recent.items(), key=lambda one: one[1], default=(0, 0))
    name = picture.snapshot.geography.name(busiest) if most else ""
    counts = (*_waiting(picture), ("recent_askings", asked, ""))
    return Contents(
        title=words("alerts.load"),
        note=words("alerts.load_note", n=SEAT_TAKES),
        figures=(
            *(_figure(key, value, words, level) for key, value, level in counts),
            Figure(
                mean,
                "decimal",
                key="per_seat",
                name=words("alerts.per_seat"),
                formula=words("alerts.per_seat_formula"),
                level=_level(mean),
            ),
            Figure(
                most,
                "count",
                key="busiest",
                name=words("alerts.busiest", place=name or words("alerts.nobody")),
                level=_level(most),
            ),
        ),
    )


def _waiting(picture: Picture) -> Iterator[tuple[str, int, str]]:
    """Alerts that wait, the lines and batches that they are, and how many are late."""
    firsts = {
        one.is_line: one for one in picture.answered.rows(ALERTS, AlertRow)
    }.values()
    late = sum(one.late_total for one in firsts)
    yield "waiting", sum(one.alerts_total for one in firsts), ""
    yield "rows", sum(one.rows_total for one in firsts), ""
    yield "late", late, "bad" if late else ""


def _figure(key: str, value: int, words: Texts, level: Any) -> Figure:
    name = words(f"alerts.figure.{key}")
    return Figure(value, "count", key=key, name=name, level=level)


def _level(askings: float) -> Any:
    if askings >= FLOOD:
        return "bad"
    return "warn" if askings > SEAT_TAKES else ""


def _recent(found: tuple[AlertLoad, ...]) -> Counter[int]:
    recent: Counter[int] = Counter()
    for one in found:
        recent[one.town_code] += one.recent_askings
    return recent


def _towns(picture: Picture) -> int:
    """Seats of towns in the range; a village has that of its own."""
    geography = picture.snapshot.geography
    towns = (
        one
        for one in geography.divisions.values()
        if one.tier == "town" and geography.contains(picture.scope, one.division_code)
    )
    return sum(1 for _ in towns) or 1


def hours(picture: Picture) -> Contents:
    """Table `hours`, drawn: alerts, and the lines and batches that they asked by, in
    each hour of a day up to the one that has begun.
    """
    words, sums = picture.words, _hourly(picture.answered.rows(LOAD, AlertLoad))
    start = first_hour(picture.now).astimezone(SHANGHAI)
    moments = [start + timedelta(hours=one) for one in range(HOURS)]
    columns = (
        Column(key="hour", form="hour", name=words("column.hour")),
        _counted("askings", words),
        _counted("alerts", words),
    )
    rows = (
        {
            "hour": one.hour,
            "askings": sums[one]["askings"],
            "alerts": sums[one]["alerts"],
        }
        for one in moments
    )
    drawn = (
        Series(column="askings", colour="accent"),
        Series(column="alerts", colour="kind-camera_alert", mark="line"),
    )
    return Contents(
        title=words("alerts.hours"),
        note=words("alerts.hours_note"),
        tables=(table("hours", columns, rows),),
        charts=(
            Chart(name="hours", table="hours", x=("hour",), series=drawn, every=3),
        ),
    )


def _hourly(found: tuple[AlertLoad, ...]) -> dict[datetime, Counter[str]]:
    sums: dict[datetime, Counter[str]] = defaultdict(Counter)
    for one in found:
        sums[one.hour_at].update({"askings": one.askings, "alerts": one.alerts})
    return sums


def towns(picture: Picture) -> Contents:
    """Table `towns`: the busiest of the last ten minutes, with their day."""
    words, geography = picture.words, picture.snapshot.geography
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for one in picture.answered.rows(LOAD, AlertLoad):
        counts = {
            "recent": one.recent_askings,
            "askings": one.askings,
            "alerts": one.alerts,
        }
        sums[one.town_code].update(counts)
    busiest = sorted(
        sums.items(), key=lambda one: (-one[1]["recent"], -one[1]["askings"], one[0])
    )
    columns = (
        Column(key="name", name=words("column.division")),
        *(_counted(key, words) for key in ("recent", "askings", "alerts")),
    )
    rows = (
        {
            "name": geography.place(code),
            **{one.key: counts[one.key] for one in columns[1:]},
        }
        for code, counts in busiest[:TOWNS_SHOWN]
    )
    return Contents(
        title=words("alerts.towns"),
        note=words("alerts.towns_note"),
        tables=(table("towns", columns, rows),),
    )


def _counted(key: str, words: Texts) -> Column:
    unit = words("unit.items")
    return Column(key=key, form="count", name=words(f"alerts.column.{key}"), unit=unit)


def wrong(picture: Picture) -> Contents:
    """Table `wrong`: of each type how many a person judged in a month, and how many of
    them were false; the worst first, those of which too few were judged last.
    """
    words = picture.words
    columns = (
        Column(key="name", name=words("alerts.category")),
        Column(
            key="share",
            form="share",
            name=words("alerts.wrong_share"),
            numerator="dismissed",
            denominator="judged",
            better="down",
        ),
        _counted("dismissed", words),
        _counted("judged", words),
    )
    sums = _judged(picture)
    rows = [
        {
            "name": words.category(KIND, code),
            "share": rate(one["dismissed"], one["judged"]).value,
            **{key: one[key] for key in ("dismissed", "judged")},
        }
        for code, one in sums.items()
    ]
    rows.sort(key=_worst_first)
    return Contents(
        title=words("alerts.wrong"),
        note=words("alerts.wrong_note"),
        tables=(table("wrong", columns, rows),),
    )


def _worst_first(row: dict[str, Any]) -> tuple[bool, float, int]:
    share = row["share"]
    return share is None, -(share or 0), -row["judged"]


def _judged(picture: Picture) -> dict[str, Counter[str]]:
    """What was judged of each type in the town or above; a village's town is meant."""
    geography = picture.snapshot.geography
    line = geography.line(picture.scope)
    is_village = geography.divisions[picture.scope].tier == "village"
    scope = line[1] if is_village else picture.scope
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for one in picture.answered.rows(JUDGED, Judged):
        if (
            one.kind == KIND
            and one.judged
            and geography.contains(scope, one.division_code)
        ):
            counts = {"dismissed": one.dismissed, "judged": one.judged}
            sums[one.category].update(counts)
    return sums

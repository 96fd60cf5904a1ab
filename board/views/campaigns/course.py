"""The chosen campaign: its days, what lies below, its most frequent types."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from board.reads.campaign_rows import MarkOpen
from board.views.campaigns.asking import (
    CLOSED,
    DUE,
    OPEN,
    RECEIVED,
    chosen,
    listed,
    note_of,
)
from board.views.campaigns.counting import Marked, below, days_of, measures
from board.views.campaigns.league import (
    counted,
    due_of,
    links,
    rated_by,
    rates_of,
    shown_campaign,
)
from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.common.more import more
from streams.events import STREAMS

if TYPE_CHECKING:
    from datetime import date

    from board.viewer.page import Picture

DAYS, DIVISIONS, TYPES = "campaign_days", "campaign_divisions", "campaign_types"
TYPES_SHOWN = 10
MOST_NAMES = 12
"""So many days have room below the chart."""
COUNTS = ("cases", "signals", "closed", "open", "overdue")
SIGNALS = frozenset(one.kind for one in STREAMS if one.opens_as == "signal")


def days(picture: Picture) -> Contents:
    """Table `campaign_days`, drawn: cases and signals received, cases closed."""
    words, code, span = picture.words, shown_campaign(picture), chosen(picture).period
    received, closed = (_daily(picture, one, code) for one in (RECEIVED, CLOSED))
    shown = list(days_of(span.shown))
    rows = (
        {
            "day": one.isoformat(),
            "cases": received[one]["cases"],
            "signals": received[one]["signals"],
            "closed": closed[one]["closed"],
        }
        for one in shown
    )
    columns = (
        Column(key="day", form="day", name=words("column.day")),
        *(counted(key, words) for key in ("cases", "signals", "closed")),
    )
    drawn = (
        Series(column="cases", colour="accent"),
        Series(column="signals", colour="kind-risk_lead"),
        Series(column="closed", colour="good", mark="line"),
    )
    every = max(1, -(-len(shown) // MOST_NAMES))
    return Contents(
        title=words("campaign.days", name=words.known("campaign", code)),
        note=note_of(picture),
        tables=(table(DAYS, columns, rows),),
        charts=(Chart(name=DAYS, table=DAYS, x=("day",), series=drawn, every=every),),
    )


def _daily(picture: Picture, question: str, code: str) -> dict[date, Counter[str]]:
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for one in Marked(picture, question).rows:
        if one.mark == code and one.business_day is not None:
            found[one.business_day] = measures(one)
    return found


def divisions(picture: Picture) -> Contents:
    """Table `campaign_divisions`: what lies right below the scope, the busiest first;
    what lies in none of it last.
    """
    words, code = picture.words, shown_campaign(picture)
    rows = [
        _division(one, counts, picture, code)
        for one, counts in _below(picture, code).items()
    ]
    rows.sort(key=lambda one: (one["is_own"], -one["cases"], -one["signals"]))
    columns = (
        *(Column(key=f"to_{key}", form="code") for key in COUNTS),
        *(Column(key=key, form="code") for key in ("to_close_rate", "code", "is_own")),
        Column(key="name", name=words("column.division")),
        *(counted(key, words) for key in COUNTS[:3]),
        *rated_by("close_rate", words),
        *(counted(key, words) for key in COUNTS[3:]),
    )
    return Contents(
        title=words("campaign.divisions"),
        note=words.known("campaign", code),
        tables=(table(DIVISIONS, columns, rows),),
    )


def _below(picture: Picture, code: str) -> dict[int, Counter[str]]:
    """All counts of the campaign by division; those of what was due have a name of
    their own.
    """
    found: list[tuple[int, Counter[str]]] = []
    for question, kept in {
        RECEIVED: {"cases": "cases", "signals": "signals"},
        CLOSED: {"closed": "closed"},
        DUE: {"cases": "due.cases", "closed": "due.closed"},
    }.items():
        for place, counts in Marked(picture, question).of_divisions(code):
            told = {name: counts[key] for key, name in kept.items()}
            found.append((place, Counter(told)))
    for one in picture.answered.rows(OPEN, MarkOpen):
        if one.mark == code and one.division_code is not None:
            told = {"open": one.open_cases, "overdue": one.overdue}
            found.append((one.division_code, Counter(told)))
    return below(picture, found)


def _division(
    place: int, counts: Counter[str], picture: Picture, code: str
) -> dict[str, Any]:
    geography = picture.snapshot.geography
    is_own = place == picture.scope
    name = geography.name(place)
    due = Counter({key: counts[f"due.{key}"] for key in ("cases", "closed")})
    told = {key: counts[key] for key in COUNTS}
    where = {} if is_own else {"scope": str(place)}
    told_links = links(picture, told | due_of(due), campaign=code)
    told_links.pop("to_timely_rate")
    return {
        "code": str(place),
        "is_own": int(is_own),
        "name": picture.words("campaign.own", name=name) if is_own else name,
        **told,
        **{key: one for key, one in rates_of(due).items() if key.startswith("close")},
        **{key: _at(query, where, is_own=is_own) for key, query in told_links.items()},
    }


def _at(query: str, where: dict[str, str], *, is_own: bool) -> str:
    """The list of a division; what lies in none below has no list of its own."""
    if not query or is_own:
        return ""
    return "&".join((query, *(f"{key}={value}" for key, value in where.items())))


def types(picture: Picture) -> Contents:
    """Table `campaign_types`: cases or signals by type, the most frequent first."""
    words, code = picture.words, shown_campaign(picture)
    rows = sorted(_types(picture, code), key=lambda one: (-one["count"], one["name"]))
    columns = (
        *(Column(key=key, form="code") for key in ("to_count", "kind", "category")),
        Column(key="name", name=words("column.category")),
        Column(key="kind_name", name=words("column.kind")),
        Column(
            key="count",
            form="count",
            name=words("column.count"),
            unit=words("unit.items"),
        ),
    )
    return Contents(
        title=words("campaign.types"),
        note=words.known("campaign", code),
        notices=more(len(rows) - TYPES_SHOWN, words),
        tables=(table(TYPES, columns, rows[:TYPES_SHOWN]),),
    )


def _types(picture: Picture, code: str) -> list[dict[str, Any]]:
    """A stream opens as cases or as signals: its types are counted as these."""
    words, found = picture.words, []
    for one in Marked(picture, RECEIVED).rows:
        if one.mark != code or one.kind is None or one.category is None:
            continue
        is_signal = one.kind in SIGNALS
        count = one.signals if is_signal else one.cases
        entry = "signals_received" if is_signal else "received"
        named = {"kind": one.kind, "category": one.category}
        told = {
            "name": words.category(one.kind, one.category),
            "kind_name": words.short_kind(one.kind),
            "count": count,
            "to_count": listed(picture, entry, count, campaign=code, **named),
        }
        found.append(named | told)
    return found

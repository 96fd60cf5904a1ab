"""Risk leads as bars: what is open of each mechanism and late, and of which score."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from board.look.theme import SEVERITY_SHAPES
from board.reads.campaign_rows import LeadCount, OpenLeads
from board.views.campaigns.asking import LEADS, OPEN_LEADS
from board.views.campaigns.mechanisms import KIND, counted, mechanisms, name_of
from board.views.common.contents import Chart, Column, Contents, Series, table
from sql.reference.tables import table as listed_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.viewer.page import Picture

BARS, SCORES = "lead_open", "lead_scores"


def bars(picture: Picture) -> Contents:
    """Table `lead_open`, drawn: what is open now by mechanism, past its last day for
    rectification or not.
    """
    words = picture.words
    found = {one.category: one for one in picture.answered.rows(OPEN_LEADS, OpenLeads)}
    rows = [_bar(code, found.get(code), words) for code in _and_others(found)]
    columns = (
        *(Column(key=key, form="code") for key in ("category", "to_total", "short")),
        Column(key="name", name=words("lead.mechanism")),
        *(
            Column(
                key=key,
                form="count",
                name=words(f"lead.{key}"),
                unit=words("unit.items"),
                part_of="total",
            )
            for key in ("in_time", "overdue")
        ),
        Column(
            key="total",
            form="count",
            name=words("lead.open"),
            unit=words("unit.items"),
        ),
    )
    drawn = (
        Series(column="in_time", colour="accent"),
        Series(column="overdue", colour="bad"),
    )
    return Contents(
        title=words("lead.bars"),
        note=words("lead.bars_note"),
        tables=(table(BARS, columns, rows),),
        charts=(Chart(name=BARS, table=BARS, x=("short",), series=drawn),),
    )


def _and_others(found: Iterable[str]) -> tuple[str, ...]:
    """The eight, and what is in no list."""
    return tuple(dict.fromkeys((*mechanisms(), *sorted(found))))


def _short(code: str, words: Texts) -> str:
    """What has room below a chart."""
    return words.words.get(f"lead_short.{code}") or name_of(code, words)


def _bar(code: str, one: OpenLeads | None, words: Texts) -> dict[str, Any]:
    total, overdue = (one.open_leads, one.overdue) if one else (0, 0)
    return {
        "category": code,
        "short": _short(code, words),
        "name": name_of(code, words),
        "in_time": total - overdue,
        "overdue": overdue,
        "total": total,
        "to_total": urlencode({"kind": KIND, "category": code}) if total else "",
    }


def scores(picture: Picture) -> Contents:
    """Table `lead_scores`, drawn: what was found by mechanism and band of the score."""
    words = picture.words
    found: dict[str, Counter[str]] = {one: Counter() for one in mechanisms()}
    for one in picture.answered.rows(LEADS, LeadCount):
        found.setdefault(one.category, Counter())[_band(one.severity)] += one.found
    names = _bands(words)
    columns = (
        Column(key="short", form="code"),
        Column(key="name", name=words("lead.mechanism")),
        *(
            Column(
                key=key,
                form="count",
                name=name,
                unit=words("unit.items"),
                part_of="found",
            )
            for key, name in names.items()
        ),
        counted("found", words),
    )
    rows = (
        {
            "short": _short(code, words),
            "name": name_of(code, words),
            "found": counts.total(),
        }
        | {key: counts[key] for key in names}
        for code, counts in found.items()
    )
    drawn = tuple(Series(column=key, colour=key) for key in names)
    return Contents(
        title=words("lead.scores"),
        note=words("lead.scores_note"),
        tables=(table(SCORES, columns, rows),),
        charts=(Chart(name=SCORES, table=SCORES, x=("short",), series=drawn),),
    )


def _band(severity: str) -> str:
    return f"severity-{severity}"


def _bands(words: Texts) -> dict[str, str]:
    """The span of the score that each severity stands for, the highest first."""
    spans = {
        row["severity"]: words("lead.band", low=row["low"], high=row["high"])
        for row in listed_in("severity_map.csv")
        if row["kind"] == KIND
    }
    return {_band(one): spans[one] for one in SEVERITY_SHAPES}

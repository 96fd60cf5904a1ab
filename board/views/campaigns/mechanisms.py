"""八大机制: risk leads by mechanism, found, blocked, prevented; rectified in time; how
many are open, and of which score.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from board.look.codes import categories
from board.look.definitions import definitions
from board.look.theme import SEVERITY_SHAPES
from board.reads.campaign_rows import LeadCount, OpenLeads
from board.views.campaigns.asking import LEADS, OPEN_LEADS, listed, note_of
from board.views.common.contents import Chart, Column, Contents, Figure, Series, table
from board.views.common.rates import cells, rate, rated
from sql.reference.tables import table as listed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.look.formats import Value
    from board.look.texts import Texts
    from board.viewer.page import Picture

KIND = "risk_lead"
STAGES, BARS, SCORES = "lead_stages", "lead_open", "lead_scores"
COUNTS = {
    "found": "lead_found",
    "blocked": "lead_blocked",
    "prevented": "lead_prevented",
    "rectify_overdue": "rectify_overdue",
}
"""Counts of leads, and their entries in the dictionary."""
RATE = "rectify_rate"
OTHERS = ("dismissed", "came_true")
"""What became of those that were found, which no entry counts."""
ALL = ""
"""All mechanisms together."""


def stages(picture: Picture) -> Contents:
    """Figures of all mechanisms together, and table `lead_stages`, one row for each."""
    words, found = picture.words, _by_mechanism(picture)
    rows = [_stage(code, found[code], picture) for code in found]
    return Contents(
        title=words("lead.stages"),
        note=f"{note_of(picture)} · {words('lead.stages_note')}",
        figures=_figures(found[ALL], words),
        tables=(table(STAGES, _columns(words), rows),),
    )


def _by_mechanism(picture: Picture) -> dict[str, Counter[str]]:
    """What was counted of each, all of them together first."""
    found: dict[str, Counter[str]] = {one: Counter() for one in (ALL, *_mechanisms())}
    for one in picture.answered.rows(LEADS, LeadCount):
        told = {key: getattr(one, key) for key in LeadCount.__struct_fields__[2:]}
        for code in (ALL, one.category):
            found.setdefault(code, Counter()).update(told)
    return found


def _mechanisms() -> tuple[str, ...]:
    return categories(KIND)


def _figures(whole: Counter[str], words: Texts) -> tuple[Figure, ...]:
    """The three stages, and what was rectified in time."""
    counts = [
        Figure(
            whole[key],
            "count",
            key=entry,
            unit=words("unit.items"),
            **_entry(entry, words),
        )
        for key, entry in COUNTS.items()
        if entry.startswith("lead_")
    ]
    in_time = _in_time(whole)
    shown = Figure(
        in_time.value,
        "share",
        numerator=in_time.numerator,
        denominator=in_time.denominator,
        key=RATE,
        **_entry(RATE, words),
    )
    return (*counts, shown)


def _entry(name: str, words: Texts) -> dict[str, Any]:
    """What a figure of the dictionary says of itself."""
    return {
        "name": words.known("indicator", name),
        "formula": words.known("formula", name),
        "indicator": name,
        "better": definitions()[name].better,
    }


def _in_time(counts: Mapping[str, int]) -> Value:
    least = definitions()[RATE].minimum_n
    return rate(counts["rectified"], counts["rectify_due"], minimum_n=least)


def _stage(code: str, counts: Counter[str], picture: Picture) -> dict[str, Any]:
    where = {"kind": KIND} | ({"category": code} if code else {})
    return {
        "category": code,
        "name": _name(code, picture.words),
        **{key: counts[key] for key in (*COUNTS, *OTHERS)},
        **cells(RATE, _in_time(counts)),
        **{
            f"to_{key}": listed(picture, entry, counts[key], **where)
            for key, entry in COUNTS.items()
        },
        f"to_{RATE}": listed(picture, RATE, counts["rectify_due"], **where),
    }


def _name(code: str, words: Texts) -> str:
    return words.category(KIND, code) if code else words("lead.all")


def _short(code: str, words: Texts) -> str:
    """What has room below a chart."""
    return words.words.get(f"lead_short.{code}") or _name(code, words)


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        *(Column(key=f"to_{key}", form="code") for key in (*COUNTS, RATE)),
        Column(key="category", form="code"),
        Column(key="name", name=words("lead.mechanism")),
        _count("found", words),
        _count("dismissed", words),
        _count("blocked", words),
        _count("prevented", words),
        _count("came_true", words),
        *rated(
            RATE,
            words.known("indicator", RATE),
            better=definitions()[RATE].better,
            indicator=RATE,
        ),
        _count("rectify_overdue", words),
    )


def _count(key: str, words: Texts) -> Column:
    entry = COUNTS.get(key, "")
    return Column(
        key=key,
        form="count",
        name=words.known("indicator", entry) if entry else words(f"lead.{key}"),
        unit=words("unit.items"),
        indicator=entry,
    )


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
    return tuple(dict.fromkeys((*_mechanisms(), *sorted(found))))


def _bar(code: str, one: OpenLeads | None, words: Texts) -> dict[str, Any]:
    total, overdue = (one.open_leads, one.overdue) if one else (0, 0)
    return {
        "category": code,
        "short": _short(code, words),
        "name": _name(code, words),
        "in_time": total - overdue,
        "overdue": overdue,
        "total": total,
        "to_total": urlencode({"kind": KIND, "category": code}) if total else "",
    }


def scores(picture: Picture) -> Contents:
    """Table `lead_scores`, drawn: what was found by mechanism and band of the score."""
    words = picture.words
    found: dict[str, Counter[str]] = {one: Counter() for one in _mechanisms()}
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
        _count("found", words),
    )
    rows = (
        {
            "short": _short(code, words),
            "name": _name(code, words),
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

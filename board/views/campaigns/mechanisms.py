"""八大机制: risk leads by mechanism, found, blocked, prevented, rectified in time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.codes import categories
from board.look.definitions import definitions
from board.reads.campaign_rows import LeadCount
from board.views.campaigns.asking import LEADS, listed, note_of
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.rates import rate
from board.views.common.valued import cells_of, valued

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.formats import Value
    from board.look.texts import Texts
    from board.viewer.page import Picture

KIND = "risk_lead"
STAGES = "lead_stages"
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
    found: dict[str, Counter[str]] = {one: Counter() for one in (ALL, *mechanisms())}
    for one in picture.answered.rows(LEADS, LeadCount):
        told = {key: getattr(one, key) for key in LeadCount.__struct_fields__[2:]}
        for code in (ALL, one.category):
            found.setdefault(code, Counter()).update(told)
    return found


def mechanisms() -> tuple[str, ...]:
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
        "name": name_of(code, picture.words),
        **{key: counts[key] for key in (*COUNTS, *OTHERS)},
        **cells_of(RATE, _in_time(counts)),
        **{
            f"to_{key}": listed(picture, entry, counts[key], **where)
            for key, entry in COUNTS.items()
        },
        f"to_{RATE}": listed(picture, RATE, counts["rectify_due"], **where),
    }


def name_of(code: str, words: Texts) -> str:
    return words.category(KIND, code) if code else words("lead.all")


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        *(Column(key=f"to_{key}", form="code") for key in (*COUNTS, RATE)),
        Column(key="category", form="code"),
        Column(key="name", name=words("lead.mechanism")),
        counted("found", words),
        counted("dismissed", words),
        counted("blocked", words),
        counted("prevented", words),
        counted("came_true", words),
        *valued(
            RATE,
            "share",
            words.known("indicator", RATE),
            better=definitions()[RATE].better,
            indicator=RATE,
        ),
        counted("rectify_overdue", words),
    )


def counted(key: str, words: Texts) -> Column:
    entry = COUNTS.get(key, "")
    return Column(
        key=key,
        form="count",
        name=words.known("indicator", entry) if entry else words(f"lead.{key}"),
        unit=words("unit.items"),
        indicator=entry,
    )

"""专项行动: each campaign of the list, what came of it in the period, and now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.codes import campaigns
from board.look.definitions import definitions
from board.reads.campaign_rows import MarkOpen
from board.views.campaigns.asking import (
    BEFORE,
    CLOSED,
    DUE,
    OPEN,
    RECEIVED,
    chosen,
    listed,
    note_of,
)
from board.views.campaigns.counting import Marked
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import change
from board.views.common.rates import rate
from board.views.common.valued import cells_of, valued

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.viewer.page import Picture

LEAGUE = "campaign_league"
OTHER = ""
"""What stands for all campaigns that are in no list."""
COUNTS = {
    "cases": "received",
    "signals": "signals_received",
    "closed": "closed",
    "open": "open",
    "overdue": "overdue",
}
"""Counts of a campaign, and their entries in the dictionary."""
RATES = {"close_rate": ("closed", "cases"), "timely_rate": ("on_time", "of_timely")}
"""Rates of a campaign, of what was due in the period: numerator and base."""


def league(picture: Picture) -> Contents:
    """Table `campaign_league`: the busiest first, what is in no list together last;
    `to_…` are the filters that list the same.
    """
    words, given = picture.words, Given(picture)
    rows = [given.row(one) for one in order(picture)]
    if given.others:
        rows.append(given.row(OTHER))
    notices = {"foreign": Notice(text=words("campaign.foreign"), level="warn")}
    return Contents(
        title=words("campaign.league"),
        note=note_of(picture),
        notices=notices if chosen(picture).is_foreign else {},
        tables=(table(LEAGUE, _columns(words), rows),),
    )


def order(picture: Picture) -> list[str]:
    """The campaigns of the list, the one with most cases and signals first."""
    counts = Marked(picture, RECEIVED)

    def size(one: str) -> int:
        whole = counts.whole(one)
        return whole["cases"] + whole["signals"]

    return sorted(campaigns(), key=lambda one: -size(one))


def shown_campaign(picture: Picture) -> str:
    """The one that was chosen, else the busiest."""
    return chosen(picture).campaign or order(picture)[0]


class Given:
    """The answers about campaigns, read."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._counts = {
            one: Marked(picture, one) for one in (RECEIVED, BEFORE, DUE, CLOSED)
        }
        self._open = picture.answered.rows(OPEN, MarkOpen)
        found = {one for counts in self._counts.values() for one in counts.marks}
        found |= {one.mark for one in self._open}
        self.others = sorted(found - set(campaigns()))

    def row(self, code: str) -> dict[str, Any]:
        """One campaign; what is in no list opens none."""
        marks = [code] if code else self.others
        received, closed = (
            self._counts[one].whole(*marks) for one in (RECEIVED, CLOSED)
        )
        counts = {key: received[key] for key in ("cases", "signals")}
        counts |= {"closed": closed["closed"], **open_of(self._open, marks)}
        due = self._counts[DUE].whole(*marks)
        words = self.picture.words
        name = words.known("campaign", code) if code else words("campaign.other")
        return {
            "campaign": code,
            "name": name,
            **counts,
            **self._change(marks),
            **rates_of(due),
            **links(self.picture, counts | due_of(due), campaign=code),
        }

    def _change(self, marks: Iterable[str]) -> dict[str, Any]:
        """Of the days that are over against as many of the period before."""
        period = chosen(self.picture).period
        over = self._counts[RECEIVED].within(period.over, *marks)["cases"]
        before = self._counts[BEFORE].whole(*marks)["cases"]
        changed = change(over, before if period.before.days else None)
        return {
            "changed": changed.value,
            "over": changed.numerator,
            "before": changed.denominator,
        }


def open_of(rows: Iterable[MarkOpen], marks: Iterable[str]) -> dict[str, int]:
    """What is open of these campaigns as a whole."""
    found: Counter[str] = Counter()
    for one in rows:
        if one.mark in marks and one.division_code is None:
            found.update({"open": one.open_cases, "overdue": one.overdue})
    return {key: found[key] for key in ("open", "overdue")}


def rates_of(due: Counter[str]) -> dict[str, Any]:
    """The two rates of what was due, as the dictionary guards them."""
    found: dict[str, Any] = {}
    for key, (over, under) in RATES.items():
        base = due["closed_or_overdue" if under == "of_timely" else under]
        least = definitions()[key].minimum_n
        found |= cells_of(key, rate(due[over], base, minimum_n=least))
    return found


def due_of(due: Counter[str]) -> dict[str, int]:
    """Whether there is anything behind the two rates."""
    return {"close_rate": due["cases"], "timely_rate": due["closed_or_overdue"]}


def links(picture: Picture, counts: dict[str, int], **mark: str) -> dict[str, str]:
    """`to_…` of each count that is one of the dictionary; none of what has no code."""
    known = COUNTS | {key: key for key in RATES}
    is_listed = all(mark.values())
    return {
        f"to_{key}": listed(picture, known[key], count, **mark) if is_listed else ""
        for key, count in counts.items()
        if key in known
    }


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        *(Column(key=f"to_{key}", form="code") for key in (*COUNTS, *RATES)),
        Column(key="campaign", form="code"),
        Column(key="name", name=words("campaign.campaign")),
        counted("cases", words),
        Column(
            key="changed",
            form="change",
            name=words("indicator.period_on_period"),
            indicator="period_on_period",
            numerator="over",
            denominator="before",
        ),
        *(Column(key=key, form="count") for key in ("over", "before")),
        counted("signals", words),
        counted("closed", words),
        *(one for key in RATES for one in rated_by(key, words)),
        counted("open", words),
        counted("overdue", words),
    )


def counted(key: str, words: Texts) -> Column:
    """The column of a count by its entry in the dictionary."""
    entry = COUNTS[key]
    return Column(
        key=key,
        form="count",
        name=words.known("indicator", entry),
        unit=words("unit.items"),
        indicator=entry,
    )


def rated_by(key: str, words: Texts) -> tuple[Column, ...]:
    """The columns of a rate by its entry in the dictionary."""
    name = words.known("indicator", key)
    return valued(key, "share", name, better=definitions()[key].better, indicator=key)

"""What is chosen on the page, what it asks the hub, and how that is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.clock import DAY, day_of
from board.look.definitions import definitions
from board.look.statistics import (
    COUNTED,
    JUDGED,
    MARKS,
    MOST_MEASURES,
    PLACES,
    STANDING,
    STEPS,
    are_two,
    dimensions_of,
    fit_for_time,
    is_of_signals,
    is_timed,
    measures_of,
    statistics,
    subjects,
)
from board.picture.indicators import HEARD
from board.picture.stretches import names, stretch
from board.reads.rounds import asked
from board.viewer.scope import NONE, one_of
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.definitions import Definition
    from board.picture.periods import Period, Span
    from board.viewer.page import Picture
    from sql.questions import Question

CHOICES = (
    *("statistic", "of", "rows", "columns", "measures", "period", "from", "until"),
    *("against", "empty", "sort"),
)
DAYS_HEARD = "days_heard"
AGAINST = ("", "before", "year")
EMPTY = ("show", "hide")
OWN = ("of", "rows", "columns", "measures")
"""What a ready-made table says, and an address may say otherwise."""


class Choice(Struct, frozen=True, kw_only=True):
    """What a viewer chose: a ready-made table ('' for one of his own), what makes one,
    a period, what counts are held against, whether empty rows are hidden, and the
    column that rows are sorted by, with a minus from the largest down. `left_out` are
    the measures of now, that a table by days cannot have.
    """

    statistic: str
    of: str
    rows: str
    columns: str
    measures: tuple[str, ...]
    left_out: tuple[str, ...]
    period: Period
    against: str
    hides_empty: bool
    sort: str

    @property
    def step(self) -> str:
        """Into what days are put together; '' where they are not told apart."""
        return next((one for one in (self.rows, self.columns) if one in STEPS), "")

    @property
    def is_compared(self) -> bool:
        """What stands by its days is its own comparison."""
        return bool(self.against) and not self.step

    @property
    def defined(self) -> tuple[Definition, ...]:
        known = definitions()
        return tuple(known[one] for one in self.measures)


def chosen(picture: Picture) -> Choice:
    """The usual where the address asks for what there is not."""
    given, today = picture.choices, day_of(picture.now)
    made = statistics()[one_of(given.get("statistic", ""), tuple(statistics()))]
    of = _said(given, "of", made.of, subjects())
    dimensions = dimensions_of(of)
    rows = _said(given, "rows", made.rows, dimensions)
    columns = _columns(given, made.columns, rows, dimensions)
    wished = _measures(given, made.measures, of)
    fitting_ones = fit_for_time(wished) if is_timed(rows, columns) else wished
    is_own = (of, rows, columns, wished) != (
        *(made.of, made.rows, made.columns),
        made.measures,
    )
    return Choice(
        statistic="" if is_own else made.name,
        of=of,
        rows=rows,
        columns=columns,
        measures=fitting_ones or fit_for_time(measures_of(of))[:1],
        left_out=tuple(one for one in wished if one not in fitting_ones),
        period=stretch(one_of(given.get("period", ""), names(today)), given, today),
        against=one_of(given.get("against", ""), AGAINST),
        hides_empty=given.get("empty") == EMPTY[1],
        sort=given.get("sort", ""),
    )


def _said(
    given: Mapping[str, str], name: str, usual: str, known: tuple[str, ...]
) -> str:
    wanted = given.get(name, usual)
    return wanted if wanted in known else one_of(usual, known)


def _columns(
    given: Mapping[str, str], usual: str, rows: str, known: tuple[str, ...]
) -> str:
    """None where the address says so, or where there can be none beside the rows."""
    wanted = given.get("columns", usual)
    return wanted if wanted in known and are_two(rows, wanted) else ""


def _measures(
    given: Mapping[str, str], usual: tuple[str, ...], of: str
) -> tuple[str, ...]:
    known = measures_of(of)
    for wanted in (given.get("measures", "").split(","), usual):
        if found := tuple(one for one in dict.fromkeys(wanted) if one in known):
            return found[:MOST_MEASURES]
    return known[:1]


def walks(choice: Choice, picture: Picture) -> bool:
    """Whether the items themselves are counted, because the rollups do not tell apart
    what is asked for.
    """
    named = {choice.rows, choice.columns}
    tier = picture.snapshot.geography.divisions[picture.scope].tier
    is_deep = tier == "village" or (tier == "town" and "division" in named)
    return is_deep or bool(named & MARKS)


def spans_of(choice: Choice) -> dict[str, Span]:
    """The days that are asked for by what they are for."""
    period = choice.period
    found = {"shown": period.shown}
    if choice.is_compared:
        base = period.year if choice.against == "year" else period.before
        found |= {"over": period.over, "base": base}
    return {name: span for name, span in found.items() if span.days}


def source_of(one: Definition) -> str:
    """Which answers have a measure."""
    if one.statement == JUDGED:
        return JUDGED
    return "open" if one.statement in STANDING else "counts"


def key_of(source: str, span: str, axis: str = "") -> str:
    return " ".join(filter(None, (source, span, axis)))


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    choice = chosen(picture)
    usual = _usual(choice, picture)
    found: dict[str, Question] = {}
    if choice.step:
        shown = choice.period.shown
        days = {"from_day": shown.first - HEARD, "until_day": shown.until}
        found[DAYS_HEARD] = asked(DAYS_HEARD, **days)
    for name, span in spans_of(choice).items():
        given = usual | {"from_day": span.first, "until_day": span.until}
        if name == "shown" and any(map(_is_standing, choice.defined)):
            found[key_of("open", name)] = fitting("crossed_open", given)
        if any(one.statement == JUDGED for one in choice.defined):
            found[key_of(JUDGED, name)] = fitting("crossed_judged", given)
        for axis in counted_on(choice, picture):
            read = "crossed_items" if axis else "crossed_counts"
            found[key_of("counts", name, axis)] = fitting(read, given | {"axis": axis})
    return found


def _is_standing(one: Definition) -> bool:
    return one.statement in STANDING


def counted_on(choice: Choice, picture: Picture) -> tuple[str, ...]:
    """By which days is counted, each asked for by itself where items are walked
    through; one answer has all of the rollups.
    """
    axes = [one.axis for one in choice.defined if one.statement in COUNTED]
    found = tuple(dict.fromkeys(axes))
    return found if walks(choice, picture) or not found else ("",)


def _usual(choice: Choice, picture: Picture) -> dict[str, Any]:
    division = picture.snapshot.geography.divisions[picture.scope]
    return {
        "by": " ".join(_told(one) for one in (choice.rows, choice.columns)),
        "step": choice.step,
        "now_at": picture.now,
        "low": division.low,
        "high": division.high,
        "kind": "",
        "with_signals": int(any(map(is_of_signals, choice.defined))),
    }


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    choice, words = chosen(picture), picture.words
    found = {
        "statistic": words.known("statistic", choice.statistic),
        "of": subject_name(choice.of, picture),
        "rows": words(f"dimension.{choice.rows}"),
        "columns": words(f"dimension.{choice.columns or NONE}"),
        "measures": words.listed(words.known("indicator", m) for m in choice.measures),
        "period": days_of(choice, picture),
        "against": words(f"against.{choice.against or NONE}")
        if choice.is_compared
        else "",
    }
    return {key: text for key, text in found.items() if text}


def _told(dimension: str) -> str:
    """What answers tell apart by: places by their codes."""
    return "division" if dimension in PLACES else dimension


def subject_name(of: str, picture: Picture) -> str:
    words = picture.words
    known = words.words.get(f"subject.{of}")
    return known or words.known("kind", of)


def days_of(choice: Choice, picture: Picture) -> str:
    shown = choice.period.shown
    last = shown.until - DAY
    return picture.words("items.days", first=shown.first, last=last)

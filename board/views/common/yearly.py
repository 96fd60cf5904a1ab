"""Each month of a year beside the same month of the year before, and both years up to
the last day that is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.clock import DAY
from board.look.formats import Value
from board.picture.periods import Span
from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Figure,
    Notice,
    Series,
    table,
)
from board.views.common.figures import change
from board.views.common.valued import cells_of, difference, figure_of, valued

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from board.look.definitions import Definition
    from board.look.texts import Texts
    from board.picture.periods import Months

YEARLY = "yearly"
NOTHING = Value(None)


class Compared(Struct, frozen=True):
    """Two years of an indicator: `value` says what it was in some days, and has none
    for days that are not kept.
    """

    definition: Definition
    months: Months
    value: Callable[[Span], Value]
    words: Texts

    @property
    def pairs(self) -> tuple[tuple[Span, Span], ...]:
        return tuple(zip(self.months.shown, self.months.earlier, strict=True))

    @property
    def begun(self) -> tuple[tuple[Span, Span], ...]:
        """The months of which days are over."""
        return tuple(pair for pair in self.pairs if pair[0].days)

    @property
    def years(self) -> tuple[int, int]:
        now, then = self.pairs[0]
        return now.first.year, then.first.year


def two_years(compared: Compared) -> Contents:
    """Table `yearly` and its chart; figures of both years so far; the sentences
    `running`, of the month under way, and `unkept`.
    """
    words, name = compared.words, compared.definition.indicator
    this, last = compared.years
    return Contents(
        title=words("label.yearly", name=words.known("indicator", name)),
        note=words("label.yearly_note", this=this, last=last),
        figures=tuple(_figures(compared)),
        notices=_told(compared),
        tables=(table(YEARLY, _columns(compared), _rows(compared)),),
        charts=(_chart(),) if compared.begun else (),
    )


def changed(now: Value, then: Value) -> Value:
    """Of counts the change, of rates the difference; nothing where one is not known."""
    if now.form != "count":
        return Value(difference(now.value, then.value), "points")
    if not isinstance(now.value, int) or not isinstance(then.value, int):
        return Value(None, "change")
    return change(now.value, then.value)


def _figures(compared: Compared) -> Iterator[Figure]:
    """Both years so far; none before the first day of one is over."""
    if not compared.begun:
        return
    now, then = (_so_far(side, compared) for side in zip(*compared.begun, strict=True))
    named = zip(("now", "then"), (now, then), compared.years, strict=True)
    for key, value, year in named:
        name = compared.words(f"yearly.to_date.{key}", year=year)
        yield figure_of(value, f"{YEARLY}_{key}", name=name)
    better, name = compared.definition.better, compared.words("yearly.to_date.changed")
    yield figure_of(changed(now, then), f"{YEARLY}_changed", name=name, better=better)


def _so_far(months: tuple[Span, ...], compared: Compared) -> Value:
    """What months came to together; nothing where one of them is not kept."""
    if any(_is_unkept(compared.value(one)) for one in months):
        return Value(None, compared.definition.form)
    return compared.value(Span(months[0].first, months[-1].until))


def _told(compared: Compared) -> dict[str, Notice]:
    words, told = compared.words, {}
    running = next((one for one, _ in compared.begun if _is_running(one)), None)
    if running:
        month = Value(words(f"month.{running.first.month}"))
        values = {"month": month, "days": Value(running.days, "count")}
        told["running"] = Notice(text=words.template("yearly.running"), values=values)
    if any(_is_unkept(compared.value(one)) for one in _whole(compared)):
        told["unkept"] = Notice(text=words("yearly.unkept"))
    return told


def _is_unkept(one: Value) -> bool:
    """A rate of few has their number, and what is not kept has nothing."""
    return one.value is None and one.denominator is None


def _whole(compared: Compared) -> Iterator[Span]:
    for now, then in compared.begun:
        yield from (now, then)


def _is_running(span: Span) -> bool:
    return span.until.day != 1


def _columns(compared: Compared) -> tuple[Column, ...]:
    words, one = compared.words, compared.definition
    this, last = compared.years
    name = one.indicator
    is_count = one.form == "count"
    return (
        Column(key="month", name=words("column.month")),
        *valued("now", one.form, words("yearly.year", year=this), indicator=name),
        *valued("then", one.form, words("yearly.year", year=last), indicator=name),
        Column(
            key="changed",
            form="change" if is_count else "points",
            name=words("yearly.changed" if is_count else "column.difference"),
            numerator="counted" if is_count else "",
            denominator="base" if is_count else "",
        ),
        Column(key="counted", form="count"),
        Column(key="base", form="count"),
        Column(key="covered", name=words("yearly.covered")),
        Column(key="better", form="code"),
    )


def _rows(compared: Compared) -> Iterator[dict[str, Any]]:
    words = compared.words
    for this, last in compared.pairs:
        now = compared.value(this) if this.days else NOTHING
        then = compared.value(last)
        found = changed(now, then) if this.days else NOTHING
        yield {
            "month": words(f"month_short.{this.first.month}"),
            **cells_of("now", now),
            **cells_of("then", then),
            "changed": found.value,
            "counted": found.numerator,
            "base": found.denominator,
            "covered": _covered(this, words),
            "better": compared.definition.better,
        }


def _covered(span: Span, words: Texts) -> str:
    """Which days of a month count, in both years."""
    if not span.days:
        return words("yearly.none")
    if not _is_running(span):
        return words("yearly.whole")
    return words("yearly.days", last=(span.until - DAY).day)


def _chart() -> Chart:
    return Chart(
        name=YEARLY,
        table=YEARLY,
        x=("month",),
        series=(
            Series(column="then", colour="ink", mark="hollow"),
            Series(column="now", colour="accent"),
        ),
        beside=True,
    )

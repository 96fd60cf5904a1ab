"""The chosen indicator: what it means, how it went, where it is best and worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.definitions import meaning
from board.look.formats import Value
from board.picture.indicators import months
from board.picture.periods import month_name
from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Figure,
    Notice,
    Series,
    table,
)
from board.views.common.tagged import untagged
from board.views.common.valued import figure_of
from board.views.indicators.course import course
from board.views.indicators.dictionary import compared_until, period_text
from board.views.indicators.page import Sheet, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.look.definitions import Definition
    from board.look.formats import Form
    from board.viewer.page import Picture

MOST_NAMES = 16
"""So many names have room below a chart."""


def definition(picture: Picture) -> Contents:
    """The figure with its formula, what it stands on, its guard and its clock."""
    sheet = sheet_of(picture)
    words, key = sheet.words, sheet.choice.indicator
    return Contents(
        title=words.known("indicator", key),
        note=f"{sheet.geography.name(_place(sheet))} · {period_text(sheet)}",
        figures=tuple(_figures(sheet)),
        notices=_untagged(sheet) | _meaning(sheet) | compared_until(sheet),
    )


def _place(sheet: Sheet) -> int:
    return sheet.place(sheet.picked, sheet.scope)


def _figures(sheet: Sheet) -> Iterator[Figure]:
    picked, words = sheet.picked, sheet.words
    now = sheet.value(picked)
    name = words.known("indicator", picked.indicator)
    formula = words.known("formula", picked.indicator)
    yield figure_of(
        now, picked.indicator, name=name, formula=formula, better=picked.better
    )
    if picked.denominator and now.form != "change":
        for part in ("numerator", "denominator"):
            count = Value(getattr(now, part), "count")
            yield figure_of(count, part, name=words(f"definition.{part}"))
    if picked.is_of_period and picked.form != "change" and sheet.period.year.days:
        for key, value in (
            ("over", sheet.counted(picked, sheet.period.over)),
            ("last_year", sheet.counted(picked, sheet.period.year)),
        ):
            yield figure_of(value, key, name=words(f"definition.{key}"))


def _untagged(sheet: Sheet) -> dict[str, Notice]:
    text = untagged(sheet.picked, sheet.value(sheet.picked), sheet.words)
    return {"untagged": Notice(text=text, level="warn")} if text else {}


def _meaning(sheet: Sheet) -> dict[str, Notice]:
    told = meaning(sheet.picked, sheet.words)
    said = {
        "formula": sheet.words("definition.formula", text=told.formula),
        "clock": told.clock,
        "guard": told.guard,
        "better": told.better,
    }
    return {key: Notice(text=text) for key, text in said.items() if text}


def trend(picture: Picture) -> Contents:
    """Thirteen months, each beside the same month a year before."""
    sheet = sheet_of(picture)
    words, picked = sheet.words, sheet.picked
    title = words("label.trend", name=words.known("indicator", picked.indicator))
    if not picked.is_of_period:
        return course(picture, sheet, title)
    form = _drawn(picked)
    value = _value(form, words("column.value"))
    columns = (
        Column(key="month", name=words("column.month")),
        value,
        Column(key="numerator", form="count"),
        Column(key="denominator", form="count"),
        Column(key="last_year", form=form, name=words("column.year")),
    )
    return Contents(
        title=title,
        note=words("label.trend_note"),
        tables=(table("trend", columns, _months(sheet)),),
        charts=(_over("month", "trend"),),
    )


def _value(form: Form, name: str) -> Column:
    return Column(
        key="value",
        form=form,
        name=name,
        numerator="numerator",
        denominator="denominator",
    )


def _drawn(picked: Definition) -> Form:
    """A change is drawn as what changes."""
    return "count" if picked.form == "change" else picked.form


def _over(x: str, name: str) -> Chart:
    return Chart(
        name=name,
        table=name,
        x=(x,),
        series=(
            Series(column="value", colour="accent"),
            Series(column="last_year", colour="faint", mark="dotted"),
        ),
        every=3,
    )


def _months(sheet: Sheet) -> Iterator[dict[str, Any]]:
    asked = months(sheet.choice, sheet.now)
    for shown, earlier in zip(asked.shown, asked.earlier, strict=True):
        now, before = sheet.month(shown), sheet.month(earlier)
        yield {
            "month": month_name(shown.first),
            "value": now.value,
            "numerator": now.numerator,
            "denominator": now.denominator,
            "last_year": before.value,
        }


def divisions(picture: Picture) -> Contents:
    """The indicator in each division below, or beside where it is counted no deeper."""
    sheet = sheet_of(picture)
    words, picked = sheet.words, sheet.picked
    codes = list(_beside(sheet))
    rows = sorted((_division(one, sheet) for one in codes), key=_order)
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("column.division")),
        _value(picked.form, words.known("indicator", picked.indicator)),
        Column(key="numerator", form="count", name=words("definition.numerator")),
        Column(key="denominator", form="count", name=words("definition.denominator")),
    )
    value = Series(column="value", colour="accent")
    every = max(1, round(len(codes) / MOST_NAMES))
    bars = Chart(
        name="divisions",
        table="divisions",
        x=("name",),
        series=(value,),
        every=every,
        legend=False,
    )
    return Contents(
        title=words("label.by_division"),
        note=period_text(sheet),
        tables=(table("divisions", columns, rows),),
        charts=(bars,) if rows and picked.form not in {"change", "age"} else (),
    )


def _beside(sheet: Sheet) -> tuple[int, ...]:
    """Divisions below the scope; where it is counted no deeper, those around it."""
    place, known = _place(sheet), sheet.geography
    tier = known.divisions[place].tier if place in known.divisions else ""
    if tier == "village" or (tier == "town" and sheet.picked.is_of_period):
        place = known.line(place)[1]
    return known.children.get(place, ())


def _division(code: int, sheet: Sheet) -> dict[str, Any]:
    value = sheet.value(sheet.picked, code)
    return {
        "code": str(code),
        "name": sheet.geography.name(code),
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
    }


def _order(row: Mapping[str, Any]) -> tuple[bool, float]:
    """The highest first, what has no value last."""
    value = row["value"]
    return value is None, -(value or 0)

"""Types that run hot, the hottest first; one of them by its windows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.look.formats import Value
from board.reads.warning_rows import HotTypeLimit
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
from board.views.common.more import n_of_m
from board.views.common.valued import cells_of, valued
from board.views.warnings.asking import (
    GRADES,
    HOT,
    LEVELS,
    LIMITS,
    LINES,
    hot_of,
    hot_types_of,
    items_of,
    key_of,
    place_of,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.formats import Form
    from board.look.texts import Texts
    from board.reads.warning_rows import HotType
    from board.viewer.page import Picture

WINDOWS = "hot_windows"


def hot_types(picture: Picture) -> Contents:
    """Figures by level, table `hot_types`; `to_value` are the filters that list the
    same. Where nothing is hot it says so.
    """
    words, found = picture.words, hot_types_of(picture)
    levels = Counter(one.level for one in found)
    rows = (_row(one, picture) for one in found)
    return Contents(
        title=words("warning.hot"),
        note=_note(picture),
        notices=_notices(picture, is_any=any(one.level for one in found)),
        figures=tuple(_figures(levels, words)),
        tables=(table(HOT, _columns(words), rows),) if found else (),
    )


def _figures(levels: Counter[int], words: Texts) -> Iterator[Figure]:
    for level in reversed(range(len(LEVELS))):
        yield Figure(
            levels[level],
            "rank",
            key=LEVELS[level],
            name=words(f"warning_level.{LEVELS[level]}"),
            unit=words("unit.rows"),
            colour=f"severity-{GRADES[level]}",
        )


def _note(picture: Picture) -> str:
    words = picture.words
    name = picture.snapshot.geography.name(picture.scope)
    found = picture.answered.rows(LIMITS, HotTypeLimit)
    sizes = sorted({one.window_days for one in found})
    days = words("likely.and").join(map(str, sizes))
    return words("warning.hot_note", name=name, days=days)


def _notices(picture: Picture, *, is_any: bool) -> dict[str, Notice]:
    words, found = picture.words, hot_types_of(picture)
    if picture.snapshot.geography.divisions[picture.scope].tier == "village":
        return {"village": Notice(text=words("warning.of_towns"))}
    limits = picture.answered.rows(LIMITS, HotTypeLimit)
    short = [one for one in limits if not one.is_known]
    # Of what is not compared nothing is known.
    is_calm = not is_any and len(short) < len(limits)
    none = Notice(text=words("warning.none"), level="good")
    said = {"none": none} if is_calm else {}
    total = found[0].total if found else 0
    more = n_of_m(len(found), total, words) if total > len(found) else {}
    return said | _short(short, words) | more


def _short(short: list[HotTypeLimit], words: Texts) -> dict[str, Notice]:
    """Of which streams too little is kept to say what is usual."""
    if not short:
        return {}
    kinds = dict.fromkeys(words.short_kind(one.kind) for one in short)
    told = words.template("warning.too_short")
    values = {"kinds": Value(words.listed(kinds))}
    return {"short": Notice(text=told, values=values, level="warn")}


def _columns(words: Texts) -> tuple[Column, ...]:
    unit = words("unit.items")
    return (
        *(Column(key=key, form="code") for key in ("key", "grade", "to_value")),
        Column(key="name", name=words("column.division")),
        Column(key="type", name=words("warning.type")),
        Column(key="level", name=words("warning.level")),
        Column(key="value", form="count", name=words("warning.value"), unit=unit),
        _standing("usual", "decimal", words("warning.usual"), unit),
        _standing("low", "count", words("warning.low"), unit),
        _standing("high", "count", words("warning.high"), unit),
        Column(key="same_days", form="rank", name=words("warning.same_days")),
        *valued("ratio", "change", words("warning.ratio")),
        *_lines(words),
        Column(key="base", form="count"),
        Column(key="since", name=words("warning.since")),
    )


def _lines(words: Texts) -> Iterator[Column]:
    for key in LINES:
        yield _standing(key, "count", words(f"warning.line.{key}"), words("unit.items"))


def _standing(key: str, form: Form, name: str, unit: str) -> Column:
    """What follows from the base alone: where that is of few, it is told to nobody
    outside.
    """
    return Column(
        key=key,
        form=form,
        name=name,
        unit=unit,
        numerator="base",
        denominator="base",
    )


def _row(one: HotType, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": key_of(one),
        "grade": GRADES[one.level],
        "to_value": items_of(one),
        "name": place_of(one, picture),
        "type": type_of(one, words),
        "level": words(f"warning_level.{LEVELS[one.level]}"),
        "value": one.value,
        "usual": one.usual,
        "low": one.low,
        "high": one.high,
        "same_days": one.same_days,
        "base": one.base,
        **cells_of("ratio", against_usual(one.value, one.usual)),
        **{key: getattr(one, key) for key in LINES},
        "since": since_of(one, words),
    }


def against_usual(value: int, usual: float) -> Value:
    """A share of what is usual, which is no whole number; nothing where one of the two
    is few: both stand beside it.
    """
    found = change(value, round(usual))
    if found.value is None:
        return Value(None, "change")
    return structs.replace(found, value=value / usual - 1)


def since_of(one: HotType, words: Texts) -> str:
    """By which day it was hot; nothing of what is near."""
    if one.since_day is None:
        return ""
    key = "warning.since_longer" if one.is_longer else "warning.since_day"
    return words(key, day=f"{one.since_day:%m-%d}")


def windows(picture: Picture) -> Contents:
    """Table `hot_windows`, drawn: the chosen type by its windows, the oldest first,
    each beside what is usual on its days, and the limits of the last one.
    """
    one, words = hot_of(picture), picture.words
    if one is None:
        return Contents(title=words("warning.course"))
    unit = words("unit.items")
    columns = (
        Column(key="first_day", form="day", name=words("warning.first_day")),
        Column(key="last_day", form="day", name=words("warning.last_day")),
        Column(key="value", form="count", name=words("column.count"), unit=unit),
        _standing("usual", "decimal", words("warning.usual"), unit),
        *_lines(words),
        Column(key="base", form="count"),
    )
    series = (
        Series(column="value", colour="accent"),
        Series(column="usual", colour="faint", mark="dotted"),
        *(Series(column=key, colour=tone, mark="line") for key, tone in LINES.items()),
    )
    return Contents(
        title=words("warning.course"),
        note=f"{place_of(one, picture)} · {type_of(one, words)}",
        notices={"why": _why(one, picture)},
        tables=(table(WINDOWS, columns, _windows(one)),),
        charts=(Chart(name=WINDOWS, table=WINDOWS, x=("first_day",), series=series),),
    )


def _windows(one: HotType) -> Iterator[dict[str, Any]]:
    """The limits are those of the last window alone."""
    for place in reversed(range(len(one.counts))):
        back = timedelta(days=place * one.window_days)
        yield {
            "first_day": (one.first_day - back).isoformat(),
            "last_day": (one.last_day - back).isoformat(),
            "value": one.counts[place],
            "usual": one.usuals[place],
            "base": one.base,
            **{key: getattr(one, key) for key in LINES},
        }


def _why(one: HotType, picture: Picture) -> Notice:
    """How the limit comes about: the one that it reached, or the first."""
    limits = picture.answered.rows(LIMITS, HotTypeLimit)
    rule = next(each for each in limits if each.rule == one.rule)
    place = max(one.level, 1) - 1
    key, base = LEVELS[place + 1], one.base
    values = {
        "days": Value(one.window_days, "rank"),
        "value": Value(one.value, "count"),
        "kinds": Value(_kinds(one, picture.words)),
        "usual": Value(one.usual, "decimal", base, base),
        "low": Value(one.low, "count", base, base),
        "high": Value(one.high, "count", base, base),
        "spread": Value(one.spread, "decimal", base, base),
        "level": Value(picture.words(f"warning_level.{key}")),
        "limit": Value(getattr(one, key), "count", base, base),
        "least": Value(rule.least[place], "rank"),
        "z": Value(rule.z[place], "decimal"),
        "above": Value(rule.above[place], "rank"),
    }
    return Notice(text=picture.words.template("warning.why"), values=values)


def _kinds(one: HotType, words: Texts) -> str:
    """Which days the window has, and how many of each kind stand behind it."""
    return words.listed(
        words(f"day_kind.{kind}", days=days, behind=behind)
        for kind, days, behind in zip(
            one.day_kinds, one.kind_days, one.kind_behind, strict=True
        )
    )

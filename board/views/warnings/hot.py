"""Types that run hot, the hottest first; one of them by its windows; all limits."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

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
    hot_of,
    hot_types_of,
    items_of,
    key_of,
    place_of,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.reads.warning_rows import HotType
    from board.viewer.page import Picture

WINDOWS = "hot_windows"
LINES = {"yellow": "severity-03", "orange": "severity-02", "red": "severity-01"}
"""The limits and their colours."""


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
            "count",
            key=LEVELS[level],
            name=words(f"warning_level.{LEVELS[level]}"),
            unit=words("unit.rows"),
            colour=f"severity-{GRADES[level]}",
        )


def _note(picture: Picture) -> str:
    words = picture.words
    name = picture.snapshot.geography.name(picture.scope)
    return words("warning.hot_note", name=name)


def _notices(picture: Picture, *, is_any: bool) -> dict[str, Notice]:
    words, found = picture.words, hot_types_of(picture)
    said = {} if is_any else {"none": Notice(text=words("warning.none"), level="good")}
    short = [
        one
        for one in picture.answered.rows(LIMITS, HotTypeLimit)
        if one.kept_windows < one.least_windows
    ]
    kinds = dict.fromkeys(words.short_kind(one.kind) for one in short)
    if kinds:
        told = words.template("warning.too_short")
        values = {"kinds": Value(words.listed(kinds))}
        said["short"] = Notice(text=told, values=values, level="warn")
    total = found[0].total if found else 0
    return said | (n_of_m(len(found), total, words) if total > len(found) else {})


def _columns(words: Texts) -> tuple[Column, ...]:
    unit = words("unit.items")
    return (
        *(Column(key=key, form="code") for key in ("key", "grade", "to_value")),
        Column(key="name", name=words("column.division")),
        Column(key="type", name=words("warning.type")),
        Column(key="level", name=words("warning.level")),
        Column(key="value", form="count", name=words("warning.value"), unit=unit),
        # A mean of few is told to nobody outside.
        Column(
            key="usual",
            form="decimal",
            name=words("warning.usual"),
            unit=unit,
            numerator="base",
            denominator="base",
        ),
        Column(key="base", form="count"),
        *valued("ratio", "change", words("warning.ratio")),
        *(
            Column(key=key, form="count", name=words(f"warning.line.{key}"), unit=unit)
            for key in LINES
        ),
        Column(key="since", name=words("warning.since")),
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
        "base": sum(one.counts[1:]),
        **cells_of("ratio", change(one.value, round(one.usual))),
        **{key: getattr(one, key) for key in LINES},
        "since": since_of(one, words),
    }


def since_of(one: HotType, words: Texts) -> str:
    """By which day it was hot; nothing of what is near."""
    if one.since_day is None:
        return ""
    key = "warning.since_longer" if one.is_longer else "warning.since_day"
    return words(key, day=f"{one.since_day:%m-%d}")


def windows(picture: Picture) -> Contents:
    """Table `hot_windows`, drawn: the chosen type by its windows, the oldest first,
    beside what is usual and the limits of the last one.
    """
    one, words = hot_of(picture), picture.words
    if one is None:
        return Contents(title=words("warning.course"))
    unit = words("unit.items")
    columns = (
        Column(key="first_day", form="day", name=words("warning.first_day")),
        Column(key="last_day", form="day", name=words("warning.last_day")),
        Column(key="value", form="count", name=words("column.count"), unit=unit),
        Column(key="usual", form="decimal", name=words("warning.usual")),
        *(
            Column(key=key, form="count", name=words(f"warning.line.{key}"))
            for key in LINES
        ),
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
            "usual": one.usual,
            **{key: getattr(one, key) for key in LINES},
        }


def _why(one: HotType, picture: Picture) -> Notice:
    """How the limit comes about: the one that it reached, or the first."""
    limits = picture.answered.rows(LIMITS, HotTypeLimit)
    rule = next(each for each in limits if each.rule == one.rule)
    place = max(one.level, 1) - 1
    key = LEVELS[place + 1]
    values = {
        "days": Value(one.window_days, "count"),
        "value": Value(one.value, "count"),
        "windows": Value(one.windows, "count"),
        "usual": Value(one.usual, "decimal"),
        "level": Value(picture.words(f"warning_level.{key}")),
        "limit": Value(getattr(one, key), "count"),
        "least": Value(rule.least[place], "count"),
        "z": Value(rule.z[place], "decimal"),
        "above": Value(rule.above[place], "count"),
    }
    return Notice(text=picture.words.template("warning.why"), values=values)


def limits(picture: Picture) -> Contents:
    """Table `hot_type_limits`: of each stream and tier, its levels side by side."""
    words = picture.words
    columns = (
        Column(key="kind", name=words("column.kind")),
        Column(key="tier", name=words("warning.tier")),
        Column(key="by", name=words("warning.by")),
        Column(key="days", form="rank", name=words("warning.days")),
        Column(key="kept", name=words("warning.kept")),
        *(Column(key=key, name=words(f"warning.line.{key}")) for key in LINES),
    )
    found = picture.answered.rows(LIMITS, HotTypeLimit)
    rows = (_limit(one, words) for one in found)
    return Contents(
        title=words("warning.limits"),
        note=words("warning.limits_note"),
        notices={"formula": Notice(text=words("warning.formula"))},
        tables=(table(LIMITS, columns, rows),),
    )


def _limit(one: HotTypeLimit, words: Texts) -> dict[str, Any]:
    by = "warning.by_category" if one.by_category else "warning.by_whole"
    lines = zip(LINES, one.least, one.z, one.above, strict=True)
    return {
        "kind": words.short_kind(one.kind),
        "tier": words.known("tier", one.tier),
        "by": words(by),
        "days": one.window_days,
        "kept": f"{max(one.kept_windows, 0)}/{one.windows}",
        **{
            key: words("warning.limit", least=least, z=f"{z:g}", above=above)
            for key, least, z, above in lines
        },
    }

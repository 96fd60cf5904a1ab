"""The figures of a brief, cases and signals apart, each against the period before and
the same days a year ago; a figure that was restated stands beside what was reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.definitions import definitions
from board.views.briefs.asking import (
    BASES,
    CASES_PART,
    CONTAINED,
    COUNTS,
    RATES,
    SIGNAL_RATES,
    SIGNAL_STOCKS,
    SIGNALS,
    SIGNALS_PART,
    STOCKS,
)
from board.views.briefs.counting import NOTHING, Reckoning
from board.views.briefs.registered import reported, restated
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.valued import cells_of, valued

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from board.look.formats import Form, Value
    from board.viewer.page import Picture
    from board.views.common.contents import Table

Names = tuple[str, ...]
CHANGED: Mapping[Form, Form] = {"count": "change", "share": "points"}
REPORTED = {"shown": "reported", "before": "before_reported"}
"""What the columns are called that say how a span was reported."""
RESTATED = {"reported": "is_restated", "before_reported": "is_restated_before"}
"""What marks a row where that reads otherwise now."""


def cases(picture: Picture) -> Contents:
    """Tables `counts`, `shares` of cases; the sentence `said`."""
    told = {"shares": (*RATES, *CONTAINED), "counts": (*COUNTS, *STOCKS)}
    return _part(picture, "cases", told, CASES_PART)


def signals(picture: Picture) -> Contents:
    """The same of signals; without a year where none of them is kept for so long."""
    told = {"shares": SIGNAL_RATES, "counts": (*SIGNALS, *SIGNAL_STOCKS)}
    return _part(picture, "signals", told, SIGNALS_PART)


def _part(
    picture: Picture, part: str, told: dict[str, Names], every: Names
) -> Contents:
    reckoned = Reckoning(picture)
    tables = (_table(name, told[name], reckoned) for name in ("counts", "shares"))
    return Contents(
        title=picture.words(f"brief.{part}"),
        notices={"said": _sentence(part, every, reckoned)},
        tables=tuple(one for one in tables if one.rows),
    )


def _sentence(part: str, every: Names, reckoned: Reckoning) -> Notice:
    """What is not known of villages, or not any more, is not spoken of."""
    words, first = reckoned.picture.words, every[0]
    values = {name: reckoned.value(name) for name in every}
    changes = {base: reckoned.changed(first, base) for base in BASES}
    case = _tier(reckoned) if values[first].value is not None else "unknown"
    key = f"brief.said.{part}"
    text = words.words.get(f"{key}.{case}") or words.template(key)
    return Notice(text=text, values=values | changes)


def _tier(reckoned: Reckoning) -> str:
    return reckoned.geography.divisions[reckoned.picture.scope].tier


def _table(name: str, told: Names, reckoned: Reckoning) -> Table:
    rows = [_row(one, reckoned) for one in told if _is_known(one, reckoned)]
    is_restated = {key: _any(rows, key) for key in REPORTED.values()}
    columns = _columns(name, reckoned, is_restated, has_year=_any(rows, "year"))
    title = reckoned.picture.words(f"brief.{name}")
    return table(name, columns, rows, title=title)


def _any(rows: Iterable[Mapping[str, Any]], key: str) -> bool:
    return any(row[f"is_{key}"] for row in rows)


def _is_known(name: str, reckoned: Reckoning) -> bool:
    """Whether there is anything to say of it, now, then or as it was reported."""
    values = (reckoned.value(name, when) for when in ("shown", *BASES))
    return any(one != NOTHING for one in (*values, _then(name, "shown", reckoned)))


def _row(name: str, reckoned: Reckoning) -> dict[str, Any]:
    known = definitions()[name]
    return {
        **_reported(name, "shown", reckoned),
        **_reported(name, "before", reckoned),
        "key": name,
        "name": name_of(name, reckoned.picture),
        "better": known.better,
        **cells_of("value", reckoned.value(name)),
        **cells_of("before", reckoned.value(name, "before")),
        **cells_of("changed", reckoned.changed(name, "before")),
        **cells_of("year", reckoned.value(name, "year")),
        **cells_of("year_changed", reckoned.changed(name, "year")),
        "is_year": reckoned.value(name, "year") != NOTHING,
    }


def name_of(name: str, picture: Picture) -> str:
    """An indicator as a brief calls it: what is of now is of the end of its period."""
    words = picture.words
    own = words.words.get(f"brief.figure.{name}")
    return own or words.known("indicator", name)


def _reported(name: str, when: str, reckoned: Reckoning) -> dict[str, Any]:
    """What was reported, and whether it reads otherwise now or is not kept."""
    now, then = reckoned.value(name, when), _then(name, when, reckoned)
    key, is_restated = REPORTED[when], restated(now, then)
    is_lost = now == NOTHING and then != NOTHING
    return cells_of(key, then) | {
        RESTATED[key]: int(is_restated),
        f"is_{key}": is_restated or is_lost,
    }


def _then(name: str, when: str, reckoned: Reckoning) -> Value:
    return reported(reckoned.picture, when).get(name, NOTHING)


def _columns(
    name: str, reckoned: Reckoning, is_restated: dict[str, bool], *, has_year: bool
) -> tuple[Column, ...]:
    words = reckoned.picture.words
    form: Form = "share" if name == "shares" else "count"
    later: tuple[tuple[str, Form, bool], ...] = (
        ("value", form, True),
        ("reported", form, is_restated["reported"]),
        ("before", form, True),
        ("before_reported", form, is_restated["before_reported"]),
        ("changed", CHANGED[form], True),
        ("year", form, has_year),
        ("year_changed", CHANGED[form], has_year),
    )
    return (
        Column(key="key", form="code"),
        Column(key="name", name=words("column.indicator")),
        Column(key="better", form="code"),
        *(Column(key=flag, form="flag") for flag in RESTATED.values()),
        *_each(later, reckoned),
    )


def _each(
    later: tuple[tuple[str, Form, bool], ...], reckoned: Reckoning
) -> Iterator[Column]:
    words, sort = reckoned.picture.words, reckoned.issue.sort
    for key, form, is_there in later:
        if is_there:
            named = f"brief.column.{key}.{sort}"
            text = words.words.get(named) or words(f"brief.column.{key}")
            yield from valued(key, form, text)

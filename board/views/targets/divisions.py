"""The targets in every division below, side by side: where the gaps are (查漏补缺)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.targets import targets
from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.common.tagged import untagged
from board.views.common.valued import cells_of, valued
from board.views.targets.asking import chosen, note_of
from board.views.targets.lists import LEVELS
from board.views.targets.reckoning import Reckoning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.targets import Target
    from board.look.texts import Texts
    from board.viewer.page import Picture

MATRIX, ONE = "target_matrix", "target_divisions"
MOST_NAMES = 12


def matrix(picture: Picture) -> Contents:
    """Table `target_matrix`: a row for each division, those that miss most first, and a
    column for each target; `level_KEY` says whether its value meets it.
    """
    words, reckoned = picture.words, Reckoning(picture)
    rows = [_across(code, reckoned) for code in reckoned.below]
    rows.sort(key=lambda row: (-row["missed"], row["code"]))
    return Contents(
        title=words("target.matrix"),
        note=f"{_around(reckoned)} · {words('target.matrix_note')}",
        tables=(table(MATRIX, tuple(_columns(words)), rows),),
    )


def _across(code: int, reckoned: Reckoning) -> dict[str, Any]:
    row: dict[str, Any] = {"code": str(code), "name": reckoned.geography.name(code)}
    missed = 0
    for one in targets().values():
        value = reckoned.value(one, code)
        row |= cells_of(one.indicator, value)
        row[f"level_{one.indicator}"] = LEVELS[one.state(value)]
        missed += one.state(value) == "missed"
    return {**row, "missed": missed}


def _columns(words: Texts) -> Iterator[Column]:
    yield Column(key="code", form="code")
    yield Column(key="name", name=words("column.division"))
    yield Column(key="missed", form="count", name=words("target.missed"))
    for one in targets().values():
        yield Column(key=f"level_{one.indicator}", form="code")
        name = words.known("indicator", one.indicator)
        yield from valued(one.indicator, "share", name, indicator=one.indicator)


def one_target(picture: Picture) -> Contents:
    """Table `target_divisions`: the chosen target by division, the widest gap first,
    drawn beside what it shall be.
    """
    words, reckoned = picture.words, Reckoning(picture)
    one = targets()[chosen(picture).target]
    rows = [_of_division(code, one, reckoned) for code in reckoned.below]
    rows.sort(key=lambda row: (row["gap"] is None, row["gap"] or 0.0, row["code"]))
    return Contents(
        title=words.known("indicator", one.indicator),
        note=_around(reckoned),
        tables=(table(ONE, tuple(_told(words)), rows),),
        charts=(_drawn(len(rows)),) if rows else (),
    )


def _around(reckoned: Reckoning) -> str:
    """Towns stand among those of their county."""
    place, known = reckoned.place, reckoned.geography
    if reckoned.below and known.line(reckoned.below[0])[1] != place:
        return reckoned.picture.words("target.beside", name=known.name(place))
    return note_of(reckoned.picture)


def _of_division(code: int, one: Target, reckoned: Reckoning) -> dict[str, Any]:
    value, words = reckoned.value(one, code), reckoned.picture.words
    return {
        "code": str(code),
        "name": reckoned.geography.name(code),
        "target": one.share,
        **cells_of("value", value),
        "level_value": LEVELS[one.state(value)],
        "said": untagged(one.definition, value, words)
        or words(f"target.state.{one.state(value)}"),
        "gap": one.gap(value),
        "short": one.short(value),
    }


def _told(words: Texts) -> Iterator[Column]:
    yield Column(key="code", form="code")
    yield Column(key="level_value", form="code")
    yield Column(key="name", name=words("column.division"))
    yield from valued("value", "share", words("target.value"))
    yield Column(key="target", form="share", name=words("target.target"))
    yield Column(key="said", name=words("target.said"))
    yield Column(key="gap", form="points", name=words("target.gap"))
    yield Column(
        key="short", form="count", name=words("target.short"), unit=words("unit.items")
    )


def _drawn(rows: int) -> Chart:
    return Chart(
        name=ONE,
        table=ONE,
        x=("name",),
        series=(
            Series(column="value", colour="accent"),
            Series(column="target", colour="faint", mark="dotted"),
        ),
        every=max(1, round(rows / MOST_NAMES)),
    )

"""The targets of a division: which are met, by how much, and who answers for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.targets import targets
from board.picture.filters import listable
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.tagged import untagged
from board.views.common.valued import cells_of, difference, valued
from board.views.targets.asking import listed, note_of
from board.views.targets.reckoning import Reckoning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.formats import Value
    from board.look.targets import State, Target
    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Level

LIST = "target_list"
LEVELS: dict[State, Level] = {"met": "good", "missed": "bad", "few": ""}


def target_list(picture: Picture) -> Contents:
    """Figures of how many are met, and table `target_list`: those of one goal together;
    `to_value` are the filters of a list of what it stands on.
    """
    words, reckoned = picture.words, Reckoning(picture)
    rows = [_row(one, reckoned) for one in targets().values()]
    return Contents(
        title=words("target.list"),
        note=f"{note_of(picture)} · {words('target.example')}",
        figures=tuple(_figures(rows, words)),
        tables=(table(LIST, tuple(_columns(words)), rows),),
    )


def _figures(rows: list[dict[str, Any]], words: Texts) -> Iterator[Figure]:
    states = Counter(row["state"] for row in rows)
    for state, level in LEVELS.items():
        yield Figure(
            states[state],
            "count",
            key=state,
            name=words(f"target.state.{state}"),
            unit=words("target.of", n=len(rows)),
            level=level if states[state] else "",
        )
    better = sum(1 for row in rows if (row["towards"] or 0) > 0)
    yield Figure(
        better,
        "count",
        key="better",
        name=words("target.better"),
        unit=words("target.of", n=len(rows)),
    )


def _row(one: Target, reckoned: Reckoning) -> dict[str, Any]:
    words = reckoned.picture.words
    value, before = reckoned.value(one), reckoned.before(one)
    state = one.state(value)
    changed = difference(value.value, before.value)
    return {
        "indicator": one.indicator,
        "goal": words.known("target_goal", one.goal),
        "name": words.known("indicator", one.indicator),
        "bound": words("target.least" if one.is_least else "target.most"),
        "target": one.share,
        **cells_of("value", value),
        "to_value": _to(one, value, reckoned),
        "state": state,
        "said": untagged(one.definition, value, words)
        or words(f"target.state.{state}"),
        "gap": one.gap(value),
        "short": one.short(value),
        "changed": changed,
        "towards": changed if one.is_least or changed is None else -changed,
        "better": one.definition.better,
        "owner": words.known("agency", one.owner),
    }


def _to(one: Target, value: Value, reckoned: Reckoning) -> str:
    """Nothing of a village, whose town's items are not its own."""
    picture = reckoned.picture
    is_here = reckoned.place == picture.scope
    is_listed = is_here and one.indicator in listable() and value.denominator
    return listed(picture, one.indicator) if is_listed else ""


def _columns(words: Texts) -> Iterator[Column]:
    yield from (
        Column(key=key, form="code")
        for key in ("indicator", "state", "better", "to_value")
    )
    yield Column(key="towards", form="points")
    yield Column(key="name", name=words("target.indicator"))
    yield Column(key="goal", name=words("target.goal"))
    yield Column(key="bound", name=words("target.bound"))
    yield Column(key="target", form="share", name=words("target.target"))
    yield from valued("value", "share", words("target.value"))
    yield Column(key="said", name=words("target.said"))
    yield Column(key="gap", form="points", name=words("target.gap"))
    yield Column(
        key="short", form="count", name=words("target.short"), unit=words("unit.items")
    )
    yield Column(key="changed", form="points", name=words("target.changed"))
    yield Column(key="owner", name=words("target.owner"))

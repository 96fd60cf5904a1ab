"""The four rates, each beside the same days of the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.definitions import definitions
from board.look.formats import Value
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.valued import cells_of, difference, figure_of, valued
from board.views.containment.asking import LADDER, chosen, note_of
from board.views.containment.counting import Flows, flows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Table


def rates(picture: Picture) -> Contents:
    """A figure for each tier, and table `rates`: the days that are over, and as many
    of the period before.
    """
    words, span = picture.words, chosen(picture).period
    over, before = (flows_of(picture, one) for one in (span.over, span.before))
    days = {"days": Value(span.over.days, "count")}
    told = Notice(text=words.template("contained.until"), values=days)
    return Contents(
        title=words("contained.rates"),
        note=note_of(picture),
        notices={} if span.over == span.shown else {"until": told},
        figures=tuple(_figures(flows_of(picture), words)),
        tables=(_compared(over, before, words),),
    )


def _figures(flows: Flows, words: Texts) -> Iterator[Figure]:
    for tier in LADDER:
        name, value = f"contained_{tier}", flows.rate(tier)
        yield figure_of(
            value,
            name,
            form="share",
            indicator=name,
            name=words.known("indicator", name),
            formula=words.known("formula", name),
            better=definitions()[name].better,
        )


def _compared(over: Flows, before: Flows, words: Texts) -> Table:
    columns = (
        Column(key="name", name=words("contained.tier")),
        Column(key="better", form="code"),
        *valued("over", "share", words("contained.over")),
        *valued("before", "share", words("contained.before")),
        Column(key="changed", form="points", name=words("column.difference")),
    )
    rows = (_row(tier, over, before, words) for tier in LADDER)
    return table("contained_compared", columns, rows)


def _row(tier: str, over: Flows, before: Flows, words: Texts) -> dict[str, Any]:
    now, then = over.rate(tier), before.rate(tier)
    name = f"contained_{tier}"
    return {
        "name": words.known("indicator", name),
        "better": definitions()[name].better,
        **cells_of("over", now),
        **cells_of("before", then),
        "changed": difference(now.value, then.value),
    }

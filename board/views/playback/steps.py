"""What each step of a playback says: of every stream, as the wall's tiles count it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.theme import SEVERITY_SHAPES
from board.views.common.contents import Column, Contents, Notice, Table, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.playback.asking import COUNTS, window_of
from board.views.playback.grave import grave, left_out
from board.views.situation.tiles import ENDED, OPEN, RECEIVED
from streams.events import STREAMS, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.playback.asking import Window

    Changes: TypeAlias = Mapping[tuple[str, int], Counter[str]]

GRADED = ("received", "arrived")
"""Counts that are told by severity as well."""
SUMMED = (
    *("arrived", "received_first", "received_second"),
    *("ended_first", "ended_second", "open_count"),
)


def playback(picture: Picture) -> Contents:
    """Tables: `played_KIND` of each stream, a step a row, and `played_grave`."""
    words = picture.words
    changes = _changes(picture)
    told = [_stream(one, picture, changes) for one in STREAMS]
    is_whole = picture.snapshot.pulse.is_whole
    loading = Notice(text=words("playback.loading"), level="warn")
    return Contents(
        title=words("playback.title"),
        note=words("playback.note"),
        notices=more(left_out(picture), words)
        | ({} if is_whole else {"loading": loading}),
        tables=(*told, grave(picture)),
    )


def _stream(stream: Stream, picture: Picture, changes: Changes) -> Table:
    words = picture.words
    return table(
        f"played_{stream.kind}",
        _columns(stream, words),
        _rows(stream.kind, picture, changes),
        title=words.known("kind", stream.kind),
    )


def _columns(stream: Stream, words: Texts) -> tuple[Column, ...]:
    opens_as = stream.opens_as
    indicators = {"received": RECEIVED, "open": OPEN, "ended": ENDED}
    own = tuple(
        Column(
            key=key,
            form="count",
            name=words(f"playback.{key}.{opens_as}"),
            unit=words("unit.items"),
            indicator=indicators[key][opens_as],
        )
        for key in indicators
    )
    return (
        Column(key="at", form="moment", name=words("playback.at")),
        *own,
        Column(
            key="arrived",
            form="count",
            name=words("playback.arrived"),
            unit=words("unit.items"),
        ),
        *(
            Column(
                key=f"{key}-{code}",
                form="count",
                name=words(f"playback.{key}_of", severity=name),
                unit=words("unit.items"),
                part_of=key,
            )
            for key in GRADED
            for code, name in _severities(words)
        ),
    )


def _severities(words: Texts) -> Iterator[tuple[str, str]]:
    for code in SEVERITY_SHAPES:
        yield code, words.known("severity_short", code)


def _changes(picture: Picture) -> Changes:
    """What changes with each step, by stream: counts by their names, with the severity
    behind them where they are told by it.
    """
    keys = ["changed_no", "kind", "severity"]
    sums = [(name, "sum") for name in SUMMED]
    counted = picture.answered[COUNTS].group_by(keys).aggregate(sums)
    found: dict[tuple[str, int], Counter[str]] = {}
    for row in counted.to_pylist():
        change = found.setdefault((row["kind"], row["changed_no"]), Counter())
        for name in SUMMED:
            change[name] += row[f"{name}_sum"]
            change[f"{name}-{row['severity']}"] += row[f"{name}_sum"]
    return found


def _rows(kind: str, picture: Picture, changes: Changes) -> Iterator[dict[str, Any]]:
    """What arrived did so in its step alone; all else adds up."""
    window, is_whole = window_of(picture), picture.snapshot.pulse.is_whole
    standing: Counter[str] = Counter()
    for number, at in enumerate(window.moments):
        change = changes.get((kind, number), Counter())
        standing.update(change)
        day = day_of(number, window)
        yield {
            "at": epoch_ms(at),
            "received": standing[f"received_{day}"],
            "open": standing["open_count"] if is_whole else None,
            "ended": standing[f"ended_{day}"],
            "arrived": change["arrived"],
            **_graded("received", standing, f"received_{day}"),
            **_graded("arrived", change, "arrived"),
        }


def _graded(key: str, counts: Counter[str], name: str) -> dict[str, int]:
    return {f"{key}-{code}": counts[f"{name}-{code}"] for code in SEVERITY_SHAPES}


def day_of(number: int, window: Window) -> str:
    """On which of the window's days in Shanghai a step ends."""
    return "second" if window.moments[number] >= window.midnight else "first"

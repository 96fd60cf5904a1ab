"""What a shift saw: the figures of its span, as of the moment that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from board.look.formats import Value
from board.reads.handover_rows import ShiftFigures
from board.reads.rows_duty import SoundTest
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.duty.asking import SOUND
from board.views.duty.handover import (
    FIGURES,
    FIGURES_THEN,
    drawn_of,
    is_told,
)
from board.views.duty.sound import STATES
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.viewer.page import Picture
    from board.views.common.contents import Table

PRESSING = ("overdue", "due_soon", "unsigned")
"""Of cases alone, so that they add up over the streams."""
COUNTED = ("received", "closed", "open_now", "grave", *PRESSING)


class Counted(NamedTuple):
    """Figures by stream, since when they count and of when they are."""

    by_kind: dict[str, ShiftFigures]
    from_at: datetime
    at: datetime


def counted_of(picture: Picture) -> Counted | None:
    """Of a sheet as it was drawn up, else of now; None where that cannot be said."""
    one, answers = drawn_of(picture), picture.answered
    name = FIGURES_THEN if one else FIGURES
    if name not in answers.tables:
        return None
    found = answers.rows(name, ShiftFigures)
    by_kind = {row.kind: row for row in found if row.kind}
    return Counted(by_kind, found[0].from_at, one.as_of if one else picture.now)


def figures(picture: Picture) -> Contents:
    """Figures of what presses, table `streams`; what a sheet is of as its notices."""
    if not is_told(picture):
        return _without(picture, "handover.of_center")
    counted = counted_of(picture)
    if counted is None:
        return _without(picture, "handover.no_vector")
    is_draft = drawn_of(picture) is None
    title = "handover.draft" if is_draft else "handover.sheet"
    return Contents(
        title=picture.words(title),
        notices={
            "span": _span(counted, picture),
            **({"sound": _sound(picture)} if SOUND in picture.answered.tables else {}),
        },
        figures=tuple(_pressing(counted, picture)),
        tables=(_streams(counted, picture),),
    )


def _without(picture: Picture, why: str) -> Contents:
    words = picture.words
    return Contents(
        title=words("page.handover"),
        notices={"none": Notice(text=words.template(why), level="warn")},
    )


def _span(counted: Counted, picture: Picture) -> Notice:
    moments = {"from_at": counted.from_at, "at": counted.at}
    return Notice(
        text=picture.words.template("handover.span"),
        values={key: Value(epoch_ms(one), "moment") for key, one in moments.items()},
    )


def _sound(picture: Picture) -> Notice:
    """Whether somebody heard the tones of a page in this shift."""
    found = next(iter(picture.answered.rows(SOUND, SoundTest)), None)
    tested_at = found.tested_at if found else None
    is_heard = found.is_heard if found else None
    return Notice(
        text=picture.words.template(f"handover.sound.{STATES[is_heard]}"),
        values={"time": Value(epoch_ms(tested_at), "moment")},
        level="" if is_heard else "warn",
    )


def _pressing(counted: Counted, picture: Picture) -> Iterator[Figure]:
    for key in PRESSING:
        count = sum(getattr(one, key) for one in counted.by_kind.values())
        yield Figure(
            count,
            "count",
            key=f"handover_{key}",
            name=picture.words(f"handover_figure.{key}"),
            level="bad" if count and key != "due_soon" else "",
        )


def _streams(counted: Counted, picture: Picture) -> Table:
    words = picture.words
    columns = (
        Column(key="kind", form="code"),
        Column(key="name", name=words("column.kind")),
        *(
            Column(key=key, form="count", name=words(f"handover_figure.{key}"))
            for key in COUNTED
        ),
    )
    rows = (
        {
            "kind": stream.kind,
            "name": words.known("kind", stream.kind),
            **_counts(
                counted.by_kind.get(stream.kind),
                opens_as_case=stream.opens_as == "case",
            ),
        }
        for stream in STREAMS
    )
    return table("streams", columns, rows)


def _counts(one: ShiftFigures | None, *, opens_as_case: bool) -> dict[str, int | None]:
    """An unconfirmed signal has no closing to be late with."""
    found = {key: getattr(one, key) if one else 0 for key in COUNTED}
    return {
        key: count if opens_as_case or key not in PRESSING or count else None
        for key, count in found.items()
    }

"""定稿: whether a brief is final, by whom, and which figures were restated since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from board.look.clock import day_of
from board.look.definitions import definitions
from board.look.formats import Value, rounded
from board.picture.briefs import issue_of
from board.reads.brief_rows import Registered
from board.views.briefs.asking import (
    CASES_PART,
    REGISTERED,
    SIGNALS_PART,
    before_of,
    days_text,
    issue_on,
)
from board.views.briefs.counting import NOTHING, Reckoning
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from streams.entries.letters import BriefFigure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from board.viewer.page import Picture


TOLD = (*CASES_PART, *SIGNALS_PART)


def registered_of(picture: Picture, first_day: date) -> Registered | None:
    """The last brief that was registered of the period that begins on a day."""
    found = picture.answered.rows(REGISTERED, Registered)
    return next((one for one in found if one.first_day == first_day), None)


def who_of(one: Registered, picture: Picture) -> str:
    """Who registered it: a center, and in which role."""
    center = picture.snapshot.geography.centers.get(one.acting_center)
    role = picture.words.known("role", one.acting_role) if one.acting_role else ""
    return " · ".join(filter(None, (center.name if center else "", role)))


def reported(picture: Picture, when: str = "shown") -> Mapping[str, Value]:
    """Figures as the brief of this period, or of the whole one `before`, said them."""
    found, now = issue_on(picture), picture.now
    if when == "before":
        found = before_of(found, now)
        if found.whole != issue_on(picture).period.before:
            return {}
    one = registered_of(picture, found.whole.first)
    if one is None or not found.is_over or not one.figures:
        return {}
    figures = msgspec.json.decode(one.figures, type=tuple[BriefFigure, ...])
    return {one.indicator: _value(one) for one in figures if one.indicator in TOLD}


def _value(one: BriefFigure) -> Value:
    return Value(one.value, definitions()[one.indicator].form, one.n, one.of)


def restated(now: Value, then: Value) -> bool:
    """Whether a figure reads otherwise than it was reported; what is not kept any more
    does not read at all.
    """
    if NOTHING in {now, then}:
        return False
    if now.value is None and then.value is None:
        return (now.numerator, now.denominator) != (then.numerator, then.denominator)
    return rounded(now.value, now.form) != rounded(then.value, now.form)


def restated_in(picture: Picture) -> tuple[str, ...]:
    """The indicators of this brief that were restated since it was registered."""
    reckoned, said = Reckoning(picture), reported(picture)
    return tuple(
        name for name, then in said.items() if restated(reckoned.value(name), then)
    )


def figures_of(picture: Picture) -> tuple[BriefFigure, ...]:
    """The figures of the brief as they are now, as an entry says them."""
    reckoned = Reckoning(picture)
    return tuple(_figures(reckoned))


def _figures(reckoned: Reckoning) -> Iterator[BriefFigure]:
    for name in TOLD:
        found = reckoned.value(name)
        if found.value is not None or found.denominator:
            yield BriefFigure(
                indicator=name,
                value=_number(found.value),
                n=found.numerator,
                of=found.denominator,
            )


def _number(value: object) -> int | float | None:
    return value if isinstance(value, int | float) else None


def briefs(picture: Picture) -> Contents:
    """Table `briefs`: one row per period that has a final brief, newest first."""
    words, found = picture.words, picture.answered.rows(REGISTERED, Registered)
    columns = (
        Column(key="on", form="code"),
        Column(key="number", name=words("brief.number")),
        Column(key="days", name=words("brief.period")),
        Column(key="who", name=words("brief.by")),
        Column(key="at", form="moment", name=words("brief.at")),
        Column(key="times", form="count", name=words("brief.times")),
    )
    return Contents(
        title=words(f"brief.list.{issue_on(picture).sort}"),
        note="" if found else words("brief.list_none"),
        tables=(table("briefs", columns, [_row(one, picture) for one in found]),),
    )


def _row(one: Registered, picture: Picture) -> dict[str, Any]:
    sort, today = issue_on(picture).sort, day_of(picture.now)
    return {
        "on": str(one.first_day),
        "number": picture.words("brief.issue", year=one.year, number=one.number),
        "days": days_text(issue_of(sort, one.first_day, today), picture),
        "who": who_of(one, picture),
        "at": epoch_ms(one.registered_at),
        "times": one.times,
    }

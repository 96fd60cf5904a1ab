"""What the page of warnings asks the hub, and what is chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from board.look.clock import DAY, day_of
from board.look.codes import warned_days
from board.reads.rounds import asked
from board.reads.warning_rows import HotType, WarningLetter
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from sql.questions import Question

HOT, LIMITS, LETTERS = "hot_types", "hot_type_limits", "warning_letters"
CHOICES = ("hot", "letter")
LEVELS = ("near", "yellow", "orange", "red")
GRADES = ("04", "03", "02", "01")
"""The marks of severity that stand for the levels."""
LINES = {"yellow": "severity-03", "orange": "severity-02", "red": "severity-01"}
"""The limits and their colours."""
SHOWN, LISTED = 100, 30
SIGNALS = frozenset(one.kind for one in STREAMS if one.opens_as == "signal")


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register. Only days that are over."""
    division = picture.snapshot.geography.divisions[picture.scope]
    until = day_of(picture.now)
    days = {"from_day": until - warned_days() * DAY, "until_day": until}
    place = {"low": division.low, "high": division.high}
    letter = picture.choices.get("letter", "")
    return {
        HOT: asked(HOT, row_limit=SHOWN, **days, **place),
        LIMITS: asked(LIMITS, **days),
        LETTERS: asked(LETTERS, row_limit=LISTED, letter=letter, **place),
    }


def said(picture: Picture) -> dict[str, str]:
    """What is looked at more closely, in words."""
    found = {}
    if one := hot_of(picture):
        found["hot"] = f"{place_of(one, picture)} {type_of(one, picture.words)}"
    if letter := letter_of(picture):
        found["letter"] = number_of(letter, picture.words)
    return found


def hot_types_of(picture: Picture) -> tuple[HotType, ...]:
    return picture.answered.rows(HOT, HotType)


def hot_of(picture: Picture) -> HotType | None:
    """The row that was chosen, else the first."""
    found, chosen = hot_types_of(picture), picture.choices.get("hot", "")
    named = (one for one in found if key_of(one) == chosen)
    return next(named, next(iter(found), None))


def letters_of(picture: Picture) -> tuple[WarningLetter, ...]:
    """The newest first."""
    return picture.answered.rows(LETTERS, WarningLetter)


def letter_of(picture: Picture) -> WarningLetter | None:
    """The one that the address names."""
    chosen = picture.choices.get("letter", "")
    return next((one for one in letters_of(picture) if one.entry_id == chosen), None)


def key_of(one: HotType) -> str:
    return f"{one.division_code}.{one.kind}.{one.category}"


def place_of(one: HotType | WarningLetter, picture: Picture) -> str:
    return picture.snapshot.geography.place(one.division_code)


def type_of(one: HotType | WarningLetter, words: Texts) -> str:
    kind = words.short_kind(one.kind)
    if not one.category:
        return words("warning.whole", kind=kind)
    return words(
        "brief.type", kind=kind, category=words.category(one.kind, one.category)
    )


def number_of(one: WarningLetter, words: Texts) -> str:
    return words("warning.number", year=one.year, n=one.number)


def items_of(one: HotType) -> str:
    """The filters by which the list has exactly what the window counts."""
    indicator = "signals_received" if one.kind in SIGNALS else "received"
    given = {
        "scope": str(one.division_code),
        "indicator": indicator,
        "kind": one.kind,
        "category": one.category,
        "period": "range",
        "from": one.first_day.isoformat(),
        "until": one.last_day.isoformat(),
    }
    return urlencode({name: text for name, text in given.items() if text})

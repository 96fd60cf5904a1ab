"""预警函: those to centers of the scope, and one of them as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.picture.filters import TITLES
from board.viewer import warned
from board.viewer.seat import ROLES
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import MORE
from board.views.handling.supervision import center_name
from board.views.warnings.asking import (
    GRADES,
    LETTERS,
    LEVELS,
    LINES,
    letter_of,
    letters_of,
    number_of,
    place_of,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.reads.warning_rows import HotType, WarningLetter
    from board.viewer.page import Picture
    from board.views.common.contents import Table

LETTER = "warning_letter"
OPENING, TEXT, DEMAND = "opening", "text", "demand"
PARAGRAPHS = (OPENING, TEXT, DEMAND)
REPLY, MEASURES = "reply", "measures"
OVERDUE, WAITING, REPLIED = "overdue", "waiting", "replied"


def state_of(one: WarningLetter, now: datetime) -> str:
    """How it is with its reply; never stored, because time goes on by itself."""
    if one.replied_at is not None:
        return REPLIED
    return OVERDUE if one.reply_by < now else WAITING


def is_told(picture: Picture) -> bool:
    """Letters are for the people of centers: not for agencies, nor for people outside,
    who sit nowhere.
    """
    seat = picture.seat
    return seat.role in ROLES and not seat.agency_code


def letters(picture: Picture) -> Contents:
    """Table `warning_letters`: the newest first, each with the state of its reply."""
    if not is_told(picture):
        return Contents()
    words, found = picture.words, letters_of(picture)
    columns = (
        *(Column(key=key, form="code") for key in ("key", "grade")),
        Column(key="is_late", form="flag"),
        Column(key="number", name=words("warning.number_of")),
        Column(key="to", name=words("warning.to")),
        Column(key="type", name=words("warning.type")),
        Column(key="level", name=words("warning.level")),
        Column(key="sent_at", form="moment", name=words("warning.sent_at")),
        Column(key="reply_by", form="moment", name=words("warning.reply_by")),
        Column(key="state", name=words("warning.state")),
    )
    rows = (_row(one, picture) for one in found)
    none = {"none": Notice(text=words("warning.no_letters"))}
    total = found[0].total if found else 0
    counts = {"n": Value(len(found), "count"), "all": Value(total, "count")}
    shown = {MORE: Notice(text=words.template("warning.n_of_m"), values=counts)}
    return Contents(
        title=words("warning.letters"),
        note=words("warning.letters_note"),
        notices=shown if found else none,
        tables=(table(LETTERS, columns, rows, of_items=True),) if found else (),
    )


def _row(one: WarningLetter, picture: Picture) -> dict[str, Any]:
    words, state = picture.words, state_of(one, picture.now)
    return {
        "key": one.entry_id,
        "grade": GRADES[one.level],
        "is_late": int(state == OVERDUE),
        "number": number_of(one, words),
        "to": center_name(one.to_center, picture),
        "type": type_of(one, words),
        "level": words(f"warning_level.{LEVELS[one.level]}"),
        "sent_at": epoch_ms(one.sent_at),
        "reply_by": epoch_ms(one.reply_by),
        "state": words(f"warning_state.{state}"),
    }


def letter(picture: Picture) -> Contents:
    """The letter that the address names: figures, `notices` as its paragraphs, table
    `warned`; nothing where it names none. What people wrote is for who reads titles.
    """
    one = letter_of(picture)
    if one is None or not is_told(picture):
        return Contents()
    return Contents(
        title=picture.words("warning.letter"),
        note=number_of(one, picture.words),
        figures=tuple(_figures(one, picture)),
        notices=dict(_paragraphs(one, picture)),
        tables=(_warned(one, picture),),
    )


def _figures(one: WarningLetter, picture: Picture) -> Iterator[Figure]:
    words = picture.words
    texts = {
        "issuer": center_name(one.acting_center, picture),
        "number": number_of(one, words),
        "to": center_name(one.to_center, picture),
        "level": words(f"warning_level.{LEVELS[one.level]}"),
        "state": words(f"warning_state.{state_of(one, picture.now)}"),
    }
    moments = {
        "sent_at": one.sent_at,
        "reply_by": one.reply_by,
        "replied_at": one.replied_at,
    }
    names = {"number": "number_of"}
    for key, text in texts.items():
        yield Figure(text, key=key, name=words(f"warning.{names.get(key, key)}"))
    for key, at in moments.items():
        yield Figure(epoch_ms(at), "moment", key=key, name=words(f"warning.{key}"))


def _paragraphs(one: WarningLetter, picture: Picture) -> Iterator[tuple[str, Notice]]:
    """What the letter says, in order, and what was answered."""
    words, values = picture.words, _values(one, picture)
    may_read = bool(picture.choices.get(TITLES))
    written = {TEXT: one.text, REPLY: one.reply, MEASURES: one.measures}
    told = {} if one.same_days is None else {OPENING: "opening_by_days"}
    for key in (*PARAGRAPHS, REPLY, MEASURES):
        if key not in written:
            text = words.template(f"warning.{told.get(key, key)}")
            yield key, Notice(text=text, values=values)
        elif written[key] and may_read:
            said = values | {"said": Value(written[key])}
            yield key, Notice(text=words.template(f"warning.said.{key}"), values=said)


def _values(one: WarningLetter, picture: Picture) -> dict[str, Value]:
    level = LEVELS[one.level]
    return {
        "place": Value(place_of(one, picture)),
        "type": Value(type_of(one, picture.words)),
        "first_day": Value(one.first_day.isoformat(), "date"),
        "last_day": Value(one.last_day.isoformat(), "date"),
        "value": Value(one.value, "count"),
        "usual": Value(one.usual, "decimal"),
        "windows": Value(one.windows, "count"),
        "same_days": Value(one.same_days, "count"),
        "level": Value(picture.words(f"warning_level.{level}")),
        "limit": Value(getattr(one, level), "count"),
        "as_of": Value(epoch_ms(one.as_of), "moment"),
        "reply_by": Value(epoch_ms(one.reply_by), "moment"),
    }


def _warned(one: WarningLetter, picture: Picture) -> Table:
    words, unit = picture.words, picture.words("unit.items")
    columns = (
        Column(key="days", name=words("warning.span")),
        Column(key="type", name=words("warning.type")),
        Column(key="value", form="count", name=words("warning.value"), unit=unit),
        Column(key="usual", form="decimal", name=words("warning.usual"), unit=unit),
        *(
            Column(key=key, form="count", name=words(f"warning.line.{key}"), unit=unit)
            for key in LINES
        ),
    )
    row = {
        "days": words("items.days", first=one.first_day, last=one.last_day),
        "type": type_of(one, words),
        "value": one.value,
        "usual": one.usual,
        **{key: getattr(one, key) for key in LINES},
    }
    title = words("warning.asked")
    return table("warned", columns, [row], of_items=True, title=title)


def center_to_warn(one: HotType, sender: int, picture: Picture) -> int | None:
    """The center of the division that is hot, for a center above it; else None."""
    return warned.center_to_warn(one.division_code, sender, picture.snapshot.geography)

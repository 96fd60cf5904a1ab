"""The parts of the page of the duty, what it asks, and what is chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.contacts import listed as contacts
from board.views.duty import asking, log, log_asking, people, shifts, sound, tiers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part, Picture
    from sql.questions import Question

CHOICES = (*asking.SEATED, *log_asking.CHOICES)
WHOLE = asking.WHOLE
PARTS: Mapping[str, Part] = {
    "duty_tiers": tiers.tiers,
    log_asking.LOG: log.duty_log,
    "duty_people": people.people,
    "duty_shifts": shifts.shifts,
    "duty_sound": sound.sound,
    contacts.OF_DUTY: contacts.of_duty,
}


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    is_whole = bool(picture.choices.get(asking.ROWS))
    most = log_asking.MOST_ROWS if is_whole else log_asking.SHOWN
    return {**asking.questions_of(picture), **log_asking.questions_of(picture, most)}


def said(picture: Picture) -> dict[str, str]:
    """Whose log is shown, of which shifts and sort, in words."""
    words, sort = picture.words, log_asking.sort_of(picture)
    found = {
        "log_of": words(f"log_of.{log_asking.whose_of(picture)}"),
        "log_shift": words(f"log_shift.{log_asking.shift_of(picture)}"),
    }
    return found | ({"log_sort": words.known("log_sort", sort)} if sort else {})

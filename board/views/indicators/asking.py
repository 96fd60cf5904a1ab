"""What the page asks for a picture, and what was chosen on it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.picture.indicators import chosen, questions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from sql.questions import Question


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    geography = picture.snapshot.geography
    choice = chosen(picture.choices, geography, picture.now)
    return questions(choice, picture.scope, geography, picture.now)


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    words, geography = picture.words, picture.snapshot.geography
    choice = chosen(picture.choices, geography, picture.now)
    found = {
        "indicator": words.known("indicator", choice.indicator),
        "period": words.known("period", choice.period),
        "against": against_text(choice.against, picture),
        "monthly": words.known("indicator", choice.monthly),
    }
    return {key: text for key, text in found.items() if text}


def against_text(against: str, picture: Picture) -> str:
    """Another division by its name, another period by its own."""
    if not against:
        return ""
    if against.isdigit():
        return picture.snapshot.geography.name(int(against))
    return picture.words.known("period", against)

"""Texts that a spreadsheet program would take for a formula."""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")


def is_like_formula(text: str) -> bool:
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """Behind an apostrophe if it is like a formula; a text that itself begins with
    apostrophes before one is as well, so that none is lost on the way back.
    """
    return f"'{text}" if is_like_formula(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text

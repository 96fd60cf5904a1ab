"""The one font that paper is set in, and what it cannot write."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
import typst
from fontTools.ttLib import TTCollection

FAMILY = "Noto Sans CJK SC"
FOLDER = Path(manimgx_fonts_cjk.__file__).parent
BREAKS = "\t\n\r\v\f\x85\u2028\u2029"
VARIANTS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""They choose among shapes of the character before them, which stays."""


@cache
def fonts() -> typst.Fonts:
    """Our font alone, so that every machine sets the same page."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER)],
    )


def legible(text: str) -> str:
    """The text with a mark for each character that would vanish from paper without a
    word: one that the font lacks, or that nobody can see.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_legible, text))


def width(text: str) -> float:
    """About how wide a text is, in sizes of its letters."""
    return sum(1.0 if _is_wide(letter) else 0.58 for letter in text)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WFA"


def _legible(letter: str) -> str:
    if letter in BREAKS:
        return " "
    if any(ord(letter) in each for each in VARIANTS):
        return ""
    is_seen = letter.isprintable() or unicodedata.category(letter) == "Zs"
    if is_seen and ord(letter) in _written():
        return letter
    return f"〔U+{ord(letter):04X}〕"


@cache
def _written() -> frozenset[int]:
    """The code points that the font has a shape for."""
    [path] = FOLDER.glob("*.ttc")
    with TTCollection(path, lazy=True) as found:
        face = next(one for one in found if one["name"].getDebugName(1) == FAMILY)
        return frozenset(face.getBestCmap())

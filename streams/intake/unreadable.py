"""What a message says that is not UTF-8: what may be shown of it must be masked, and
what cannot be read cannot be masked.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDTHS: Final = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_LAST_PLANE: Final = 0x10
_FEWEST_ZEROS: Final = 0.2
"""Fewer zeros are characters of their own in a text of single bytes."""
_MOST_BROKEN: Final = 0.25
_FEWEST_COMMON: Final = 0.8
_RUN: Final = re.compile(r"[0-9]{4,}")


def text_of(value: bytes) -> str | None:
    """Read bytes by their mark or their pattern; None for what cannot be told.

    Where the encoding is a guess, long runs of digits are stars: were the guess wrong,
    nothing would say what they are.
    """
    value = value.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _MARKS:
        if value.startswith(mark):
            return _everyday(_decoded(value.removeprefix(mark), encoding))
    if value.count(0) >= max(1, _FEWEST_ZEROS * len(value)):
        return _everyday(_decoded(value, _wide_encoding(value)))
    text = _decoded(value, "utf-8")
    return _guessed(value) if text is None else text


def _decoded(value: bytes, encoding: str) -> str | None:
    whole = len(value) - len(value) % _WIDTHS.get(encoding, 1)
    try:
        return value[:whole].decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide_encoding(value: bytes) -> str:
    """The zeros of UTF-32 stand in every character, those of UTF-16 in ASCII's."""
    whole = value[: len(value) - len(value) % 4]
    if whole and not any(whole[3::4]) and max(whole[2::4]) <= _LAST_PLANE:
        return "utf-32-le"
    if whole and not any(whole[0::4]) and max(whole[1::4]) <= _LAST_PLANE:
        return "utf-32-be"
    is_little = value[1::2].count(0) >= value[0::2].count(0)
    return "utf-16-le" if is_little else "utf-16-be"


def _guessed(value: bytes) -> str | None:
    """UTF-8 with a few broken characters, or the GB 18030 of an older system."""
    text = value.decode(errors="replace")
    broken = text.count("\ufffd")
    sound = sum(not character.isascii() for character in text) - broken
    if broken <= _MOST_BROKEN * sound:
        return text
    read = _everyday(_decoded(value, "gb18030"))
    return None if read is None else _RUN.sub(_stars, read)


def _everyday(text: str | None) -> str | None:
    """None unless nearly all is of everyday use: bytes read the wrong way make
    characters as well, each of which may hide two digits.
    """
    foreign = "".join(character for character in text or "" if not character.isascii())
    common = foreign.encode("gb2312", "ignore").decode("gb2312")
    return text if len(common) >= _FEWEST_COMMON * len(foreign) else None


def _stars(run: re.Match[str]) -> str:
    return "*" * len(run[0])

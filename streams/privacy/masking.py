"""Privacy from the first message: no identity comes in, and text is masked.

A message with fields that exist to identify a person is rejected whole (`identity`).
`mask_text` and its kin mask what free text says of people, and show
characters that hide. Masking is safe to repeat.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from streams.privacy import accounts, names, numbers
from streams.privacy.field_names import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_CONTROL: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u206f"
    r"\ud800-\udfff\ufff9-\ufffb"
)
_INVISIBLE: Final = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u20e3\u2060-\u2065"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_FIRST: Final = rf"{_CONTROL}{_INVISIBLE}{numbers.FIRST}{accounts.FIRST}"
_REST: Final = rf"(?:{numbers.REST}|{accounts.REST}|(?<=[{_CONTROL}{_INVISIBLE}]))"
_HINTS: Final = ((_FIRST, _REST), *names.HINTS)
# All hints in one search: four searches would read each text four times.
_HINT: Final = re.compile(
    rf"[{''.join(first for first, _ in _HINTS)}]"
    rf"(?:{'|'.join(f'(?<=[{first}]){rest}' for first, rest in _HINTS)})"
)
_ODD: Final = re.compile(rf"[{_INVISIBLE}{_CONTROL}Ａ-Ｚａ-ｚ＋－]|(?![0-9])\d")
_IS_INVISIBLE: Final = re.compile(rf"[{_INVISIBLE}]")
_IS_CONTROL: Final = re.compile(rf"[{_CONTROL}]")
_DIGIT: Final = re.compile(r"\d")
_MOST_PASSES: Final = 6
_LONGEST_KEY: Final = 64
_FULL_WIDTH_OFFSET: Final = 0xFEE0
_NOT_IN_A_LINE: Final = str.maketrans("\n\t", "\ufffd\ufffd")
_REFERENCE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(1[3-9][0-9])[0-9]{4}([0-9]{4})"
    r"|(?<![0-9A-Za-z][\-_/.])(1[3-9][0-9])[^0-9A-Za-z]{1,3}[0-9]{4}"
    r"[^0-9A-Za-z]{0,3}([0-9]{4})(?![\-_/.][0-9A-Za-z])|([1-9][0-9]{3})[0-9]{2}"
    r"(?:19[0-9]{2}|200[0-9]|201[0-4])(?:0[1-9]|1[0-2])[0-3][0-9]([0-9]{3}[0-9Xx]))"
    r"(?![0-9A-Za-z])"
)
_REFERENCE_HINT: Final = re.compile(
    r"[^0-9A-Za-z](?:[1-9][0-9]{10}|1[3-9][0-9][^0-9A-Za-z]{1,3}[0-9]{4})"
    rf"|{accounts.LABELLED_HINT}"
)
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PHONE_TYPES: Final = frozenset({str, int})  # not bool, which is an int as well
_SHORTEST_PHONE: Final = 10**9


def mask_text(text: str) -> str:
    """Mask what a text of several lines says of people."""
    if not may_need_masking(text):
        return text
    return _masked(text.replace("\r\n", "\n"))


def mask_line(text: str) -> str:
    """Mask what a text of one line says of people; line breaks and tabs are shown."""
    if not may_need_masking(text) and text.isprintable():
        return text
    return _masked(text.translate(_NOT_IN_A_LINE))


def mask_reference(text: str) -> str:
    """Mask of a number in a source system what leads to a person, and of its digits
    only a phone or an ID number itself: it must lead back there. Sources number by
    division and day as well, which looks like an ID number, so the birth year must be
    past and the check digit right; and a phone in groups must stand alone.
    """
    if is_plain_reference(text):
        return text
    return _repeated(_mask_reference_once, _ODD.sub(_replace_odd, text))


def is_plain_reference(text: str) -> bool:
    """Tell cheaply that a number in a source system needs no closer look."""
    if not (text.isascii() and text.isprintable()):
        return False
    return _REFERENCE_HINT.search(f"|{text}") is None


def may_need_masking(text: str) -> bool:
    """Tell cheaply whether a text is worth a closer look: most texts are not."""
    return _HINT.search(text) is not None


class Approved:
    """Values that were judged and found good: sources send the same few for ever."""

    def __init__(self, judge: Callable[[Any], bool], *, most: int = 65_536) -> None:
        self._judge = judge
        self._good: set[Any] = {None}
        self._most = most

    def holds(self, values: Collection[Any]) -> bool:
        """Tell whether all of these are good or None; each is judged once."""
        return self._good.issuperset(values) or all(map(self.has, values))

    def has(self, value: Any) -> bool:
        """Tell whether this one is good or None."""
        if value in self._good:
            return True
        if not self._judge(value):
            return False
        if len(self._good) >= self._most:
            self._good = {None}
        self._good.add(value)
        return True


def clean_codes(*, most: int = 65_536) -> Approved:
    """Codes in which there is nothing to mask."""
    return Approved(lambda code: mask_line(code) == code, most=most)


def mask_tree(value: Any) -> Any:
    """Mask a JSON value at any depth, its keys and its long numbers too."""
    mask = _MASKS.get(type(value))
    return value if mask is None else mask(value)


def _masked(text: str) -> str:
    return _repeated(_masked_once, _ODD.sub(_replace_odd, text))


def _repeated(mask: Callable[[str], str], text: str) -> str:
    """Mask until nothing changes: only so is masking safe to repeat.

    A name that is masked lays open the number right behind it. Rows of half numbers can
    be made in which each mask lays open the next; such a text loses all its digits.
    """
    for _ in range(_MOST_PASSES):
        before, text = text, mask(text)
        if text == before:
            return text
    return _settled(_DIGIT.sub("*", text))


def _mask_reference_once(text: str) -> str:
    text = numbers.mask_plates(accounts.mask_labelled(text))
    return names.mask_names(_REFERENCE.sub(_mask_reference, text))


def _masked_once(text: str) -> str:
    if not may_need_masking(text):
        return text
    text = names.mask_names(accounts.mask_accounts(text))
    # A phone whose groups stand apart tells of the name before it only when masked.
    return names.mask_names(numbers.mask_numbers(text))


def _settled(text: str) -> str:
    while (masked := names.mask_names(text)) != text:
        text = masked
    return text


def _replace_odd(match: re.Match[str]) -> str:
    character = match[0]
    if _IS_INVISIBLE.match(character):
        return ""
    if _IS_CONTROL.match(character):
        return "\ufffd"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return chr(ord(character) - _FULL_WIDTH_OFFSET)


def _mask_reference(match: re.Match[str]) -> str:
    if match[1] or match[3]:
        return f"{match[1] or match[3]}****{match[2] or match[4]}"
    weighted = zip(match[0], _ID_WEIGHTS, strict=False)
    remainder = sum(int(digit) * weight for digit, weight in weighted) % 11
    if "10X98765432"[remainder] != match[0][-1].upper():
        return match[0]
    return f"{match[5]}{'*' * 10}{match[6]}"


def _mask_number(value: float) -> float | str:
    if -_SHORTEST_PHONE < value < _SHORTEST_PHONE:
        return value
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    masked = mask_text(text)
    return value if masked == text else masked


def _mask_list(values: list[Any]) -> list[Any]:
    return [mask_tree(value) for value in values]


def _mask_dict(values: Mapping[str, Any]) -> dict[str, Any]:
    return {_mask_key(key): _mask_entry(key, value) for key, value in values.items()}


def _mask_key(key: str) -> str:
    return mask_text(key) if len(key) > _LONGEST_KEY else _mask_short_key(key)


_mask_short_key = lru_cache(maxsize=4096)(mask_text)
"""Sources use the same few names of fields for ever."""


def _mask_entry(key: str, value: Any) -> Any:
    said = judge(key)
    if said.is_name:
        return _mask_named(value)
    if said.is_phone and type(value) in _PHONE_TYPES:
        return mask_text(f"电话{value}").removeprefix("电话")
    return mask_tree(value)


def _mask_named(value: Any) -> Any:
    if isinstance(value, str):
        return names.mask_name(_ODD.sub(_replace_odd, value))
    if isinstance(value, list):
        return [_mask_named(item) for item in value]
    if isinstance(value, dict):
        return {_mask_key(key): _mask_part(key, item) for key, item in value.items()}
    return mask_tree(value)


def _mask_part(key: str, value: Any) -> Any:
    """Mask what stands in the object of a person: all but phones may be a name."""
    return _mask_entry(key, value) if judge(key).is_phone else _mask_named(value)


_MASKS: Final[Mapping[type, Callable[[Any], Any]]] = {
    str: mask_text,
    int: _mask_number,
    float: _mask_number,
    list: _mask_list,
    dict: _mask_dict,
}

"""Which numbers in a text lead to a person: ID numbers, phones, bank cards, plates.

Digits are expected in ASCII (`streams.privacy.masking` sees to that). Division codes
of 12 digits and camera ids of 20 digits are no one's, and stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DIGITS: Final = r"0-9０-９٠-٩۰-۹०-९০-৯\U0001d7ce-\U0001d7ff"
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_GAP: Final = r"[\s\-.·_\u2010-\u2015\u2212\uff0d\ufffd]{0,2}"
_LINK: Final = r"[\s:：.为是]{0,3}"
_ALONE: Final = r"(?<![0-9])(?<![0-9]\.)"
_MOST_GROUPS: Final = 5
_GROUP: Final = 4
_BANK_PREFIX: Final = 6
_SHORTEST_BANK_CARD: Final = 16
_CAMERA_ID: Final = 20

FIRST: Final = rf"{_DIGITS}{_PROVINCES}话机码lLWw"
"""The characters of which one stands wherever such a number may begin."""
REST: Final = (
    rf"(?<=[{_DIGITS}])(?:{_GAP}\d){{10}}"
    rf"|(?<=[{_PROVINCES}])\s?[A-Za-zＡ-Ｚａ-ｚ][^\u4e00-\u9fff*]|(?<=[Ww])[Jj]"
    rf"|(?:(?<=电话|座机|号码)|(?<=[Tt]el)){_LINK}\d{{3,4}}[\s\-\ufffd]?\d{{4}}"
)
"""What must stand around it before it is worth looking for such numbers."""


def mask_numbers(text: str) -> str:
    """Mask every number that leads to a person, and keep the rest of the text."""
    text = _applied(_SHORT_RULES, text)
    return text if _LONG.search(text) is None else _applied(_LONG_RULES, text)


def _applied(rules: Iterable[_Rule], text: str) -> str:
    for pattern, mask in rules:
        text = pattern.sub(mask, text)
    return text


def _digits(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _groups(text: str) -> list[str]:
    return _BREAK.split(text.replace("\ufffd", ""))


def _is_one(text: str) -> bool:
    """Tell 138 1234 5678 and 1 3 8 1 2 from a line of separate numbers."""
    groups = _groups(text)
    return len(groups) <= _MOST_GROUPS or all(len(group) == 1 for group in groups)


def _keep_ends(text: str, *, first: int, last: int) -> str:
    digits = _digits(text)
    return f"{digits[:first]}{'*' * (len(digits) - first - last)}{digits[-last:]}"


def _mask_identity_card(match: re.Match[str]) -> str:
    return _keep_ends(match[1], first=4, last=4) if _is_one(match[1]) else match[0]


def _mask_mobile(match: re.Match[str]) -> str:
    return _keep_ends(match[1], first=3, last=4) if _is_one(match[1]) else match[0]


def _mask_behind(match: re.Match[str]) -> str:
    return f"{match[1]}*******"


def _mask_plate(match: re.Match[str]) -> str:
    return f"{_digits(match[1])}*****"


def _mask_cards(match: re.Match[str]) -> str:
    *groups, last = _groups(match[0])
    is_grouped = {len(group) for group in groups} == {_GROUP} and len(last) <= _GROUP
    if is_grouped or [len(group) for group in groups] == [_BANK_PREFIX]:
        return _keep_ends(match[0], first=4, last=4)
    return _RUN.sub(_mask_run, match[0])


def _mask_run(match: re.Match[str]) -> str:
    digits = _digits(match[0])
    return _keep_ends(digits, first=4, last=4) if _is_card(digits) else match[0]


def _is_card(digits: str) -> bool:
    """A bank card, or so long a number that it can only do harm (a camera id not)."""
    if len(digits) >= _SHORTEST_BANK_CARD:
        return len(digits) != _CAMERA_ID
    return _TIMESTAMP.fullmatch(digits) is None and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[::-2]))) % 10 == 0


def _spaced(*atoms: str, gap: str = _GAP) -> str:
    return gap.join(atoms)


_N: Final = "[0-9]"
_MONTH: Final = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
_DAY: Final = rf"(?:0{_GAP}[1-9]|[12]{_GAP}[0-9]|3{_GAP}[01])"
_BIRTH: Final = _spaced(rf"(?:1{_GAP}[89]|2{_GAP}0)", _N, _N, _MONTH, _DAY)
_OLD_BIRTH: Final = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ID_18: Final = _spaced("[1-9]", *[_N] * 5, _BIRTH, *[_N] * 3, "[0-9Xx]")
_MOBILE: Final = _spaced("1", "[3-9]", *[_N] * 9)
_COUNTRY: Final = rf"(?:(?:\+|00)?86{_GAP}|0)?"
_SEVEN_OR_EIGHT: Final = r"[0-9]{3,4}[\s\-\ufffd]?[0-9]{4}(?![0-9])"
_BREAK: Final = re.compile("[^0-9Xx]+")
_LONG: Final = re.compile(rf"[0-9](?:{_GAP}[()（）]?[0-9]){{9}}")
_RUN: Final = re.compile(rf"{_ALONE}[0-9](?:\ufffd?[0-9]){{12,}}(?![0-9])")
_TIMESTAMP: Final = re.compile(
    "1[5-9][0-9]{11}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{5,}"
)

_Rule = tuple[re.Pattern[str], "Callable[[re.Match[str]], str]"]
_LONG_RULES: Final[tuple[_Rule, ...]] = (
    (re.compile(rf"{_ALONE}({_ID_18})(?![0-9])"), _mask_identity_card),
    (
        re.compile(rf"{_ALONE}([1-9][0-9]{{5}}{_OLD_BIRTH}[0-9]{{3}})(?![0-9])"),
        _mask_identity_card,
    ),
    (re.compile(rf"{_ALONE}{_COUNTRY}({_MOBILE})(?![0-9])"), _mask_mobile),
    (re.compile(rf"{_ALONE}[0-9](?:{_GAP}[0-9]){{12,}}(?![0-9])"), _mask_cards),
    (
        re.compile(
            rf"{_ALONE}([（(]?0[1-9][0-9]{{1,2}}[)）]?[\s\-—\ufffd]{{0,2}}){_SEVEN_OR_EIGHT}"
        ),
        _mask_behind,
    ),
)
_SHORT_RULES: Final[tuple[_Rule, ...]] = (
    (
        re.compile(
            rf"([{_PROVINCES}]\s?[A-Za-z])[·•.\-\s]{{0,2}}(?=[A-Za-z]*[0-9])"
            "(?:[A-Za-z0-9]{5,6}(?![A-Za-z0-9])"
            "|[A-Za-z0-9]{4}(?:[挂学警港澳领使试超]|应急))"
        ),
        _mask_plate,
    ),
    (
        re.compile(
            rf"([Ww][Jj]\s?[{_PROVINCES}]?)\s?[0-9]{{4,5}}[A-Za-z]?(?![A-Za-z0-9])"
        ),
        _mask_plate,
    ),
    (
        re.compile(
            rf"([话机码l](?:(?<=电话|座机|号码)|(?<=[Tt]el)){_LINK}){_SEVEN_OR_EIGHT}"
        ),
        _mask_behind,
    ),
)

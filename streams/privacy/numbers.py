"""Which numbers in a text lead to a person: ID numbers, phones, bank cards, plates.

Digits are expected in ASCII (`streams.privacy.masking` sees to that). Division codes
of 12 digits and camera ids of 20 digits are no one's, and stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DIGITS: Final = r"0-9０-９٠-٩۰-۹०-९০-৯\U0001d7ce-\U0001d7ff"
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_GAP: Final = r"[\s\-.·_\u2010-\u2015\u2212\uff0d\ufffd]{0,2}"
_NO_WORD: Final = r"[^0-9A-Za-z\u4e00-\u9fff*]"
_ANY_GAP: Final = rf"{_NO_WORD}{{0,3}}"
"""Whatever is neither a figure nor a word: brackets, slashes, keycaps."""
_LINK: Final = r"[\s:：.为是]{0,3}"
_ALONE: Final = r"(?<![0-9])(?<![0-9]\.)"
_N: Final = "[0-9]"
_MOST_GROUPS: Final = 5
_GROUP: Final = 4
_LEAST_GROUP: Final = 3
_BANK_PREFIX: Final = 6
_SHORTEST_BANK_CARD: Final = 16
_CAMERA_ID: Final = 20

_HAN_DIGITS: Final = dict(
    zip(
        "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺",
        "001234567891234567891",
        strict=True,
    )
)
_SIGNS: Final = (
    "\xb2\xb3\xb9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490"
    "\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\U0001f100-\U0001f10a"
)
"""Figures in circles, brackets and the like."""
_SPELLED_DIGIT: Final = f"{_SIGNS}{''.join(_HAN_DIGITS)}"
_SPELLED_REST: Final = rf"(?:{_ANY_GAP}[{_SPELLED_DIGIT}{_DIGITS}]){{6}}"
FIRST: Final = rf"{_DIGITS}{_SPELLED_DIGIT}{_PROVINCES}话机码lLWw"
"""The characters of which one stands wherever such a number may begin."""
REST: Final = (
    rf"(?<=[{_DIGITS}])(?:{_ANY_GAP}\d){{9}}|(?<=[{_SPELLED_DIGIT}{_DIGITS}]){_SPELLED_REST}"
    rf"|(?<=[{_PROVINCES}]){_ANY_GAP}[A-Za-zＡ-Ｚａ-ｚ][^\u4e00-\u9fff*]|(?<=[Ww])[Jj]"
    rf"|(?<=[话机码l])(?:(?<=电话|座机|号码)|(?<=[Tt]el)){_LINK}\d{{3,4}}{_ANY_GAP}\d{{4}}"
)
"""What must stand around it before it is worth looking for such numbers."""


def mask_plates(text: str) -> str:
    """Mask plates, and phones behind their label, which few texts hold."""
    return _applied(_SHORT_RULES, text)


def mask_numbers(text: str) -> str:
    """Mask every number that leads to a person, and keep the rest of the text."""
    text = mask_plates(_SPELLED.sub(_mask_spelled, text))
    return text if _LONG.search(text) is None else _applied(_LONG_RULES, text)


def _applied(rules: Iterable[_Rule], text: str) -> str:
    for pattern, mask in rules:
        text = pattern.sub(mask, text)
    return text


def _mask_spelled(match: re.Match[str]) -> str:
    """What is written in Han digits or in signs counts if it leads to a person."""
    written = "".join(map(_figure, match[0]))
    masked = mask_numbers(written)
    return match[0] if masked == written else masked


def _figure(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return _HAN_DIGITS.get(character, character if digit is None else str(digit))


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


def _mask_spread_mobile(match: re.Match[str]) -> str:
    """Tell (138)0000/1234 from a line of figures, where anything stands between."""
    sizes = [len(group) for group in _groups(match[1])]
    is_one = max(sizes) == 1 or min(sizes) >= _LEAST_GROUP
    return _keep_ends(match[1], first=3, last=4) if is_one else match[0]


def _mask_spread_card(match: re.Match[str]) -> str:
    return _keep_ends(match[0], first=4, last=4)


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


def _identity_card(gap: str) -> str:
    month = rf"(?:0{gap}[1-9]|1{gap}[0-2])"
    day = rf"(?:0{gap}[1-9]|[12]{gap}[0-9]|3{gap}[01])"
    century = rf"(?:1{gap}[89]|2{gap}0)"
    birth = (century, _N, _N, month, day)
    return _spaced("[1-9]", *[_N] * 5, *birth, *[_N] * 3, "[0-9Xx]", gap=gap)


_OLD_BIRTH: Final = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ID_18: Final = _identity_card(_GAP)
_SPREAD_ID: Final = _identity_card(_ANY_GAP)
_BRACKET: Final = r"(?:[(（【\[](?=[0-9]{1,4}[)）】\]]))?"
_MOBILE: Final = _spaced("1", "[3-9]", *[_N] * 9)
_SPREAD_MOBILE: Final = _spaced("1", "[3-9]", *[_N] * 9, gap=_ANY_GAP)
_COUNTRY: Final = rf"(?:(?:\+|00)?86{_GAP}|0)?"
_SEVEN_OR_EIGHT: Final = rf"[0-9]{{3,4}}{_ANY_GAP}[0-9]{{4}}(?![0-9])"
_MOBILE_GROUPS: Final = rf"1[3-9][0-9]{_ANY_GAP}[0-9]{{4}}{_ANY_GAP}[0-9]{{4}}(?![0-9])"
_PLATE_GAP: Final = r"[^0-9A-Za-z\u4e00-\u9fff*，。；：！？\n]{0,2}"
_BREAK: Final = re.compile("[^0-9Xx]+")
_LONG: Final = re.compile(rf"[0-9](?:{_ANY_GAP}[0-9]){{9}}")
_SPELLED: Final = re.compile(
    rf"(?:(?:电话|座机|号码){_LINK})?[{_SPELLED_DIGIT}](?:{_ANY_GAP}[{_SPELLED_DIGIT}0-9]){{6,}}"
)
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
    (re.compile(rf"{_ALONE}({_SPREAD_ID})(?![0-9])"), _mask_identity_card),
    (
        re.compile(rf"{_BRACKET}{_ALONE}({_SPREAD_MOBILE})(?![0-9])"),
        _mask_spread_mobile,
    ),
    (
        re.compile(
            rf"{_ALONE}[0-9]{{4}}(?:{_NO_WORD}{{1,3}}[0-9]{{4}}){{3}}"
            rf"(?:{_NO_WORD}{{1,3}}[0-9]{{1,3}})?(?![0-9])"
        ),
        _mask_spread_card,
    ),
    (
        re.compile(rf"{_ALONE}([（(]?0[1-9][0-9]{{1,2}}{_ANY_GAP}){_SEVEN_OR_EIGHT}"),
        _mask_behind,
    ),
)
_SHORT_RULES: Final[tuple[_Rule, ...]] = (
    (
        re.compile(
            rf"([{_PROVINCES}]{_ANY_GAP}[A-Za-z]){_ANY_GAP}(?=(?:[A-Za-z]{_PLATE_GAP}){{0,2}}[0-9])"
            rf"(?:[A-Za-z0-9](?:{_PLATE_GAP}[A-Za-z0-9]){{4,5}}(?![A-Za-z0-9])"
            rf"|[A-Za-z0-9](?:{_PLATE_GAP}[A-Za-z0-9]){{3}}"
            "(?:[挂学警港澳领使试超]|应急))"
        ),
        _mask_plate,
    ),
    (
        re.compile(
            rf"([Ww][Jj]{_PLATE_GAP}[{_PROVINCES}]?){_PLATE_GAP}[0-9]"
            rf"(?:{_PLATE_GAP}[0-9]){{3,4}}[A-Za-z]?(?![A-Za-z0-9])"
        ),
        _mask_plate,
    ),
    (
        re.compile(
            rf"([话机码l](?:(?<=电话|座机|号码)|(?<=[Tt]el)){_LINK})(?!{_MOBILE_GROUPS}){_SEVEN_OR_EIGHT}"
        ),
        _mask_behind,
    ),
)

"""What the name of a JSON field says about its value: identity, a name, a phone.

Names count whatever their case, width, underscores and hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_IDENTITY: Final = re.compile(
    r"^(?:face|personid|plate|(?:license|licence|number|car|vehicle)plate|idn(?:o|um)"
    r"|idcard|identity(?:card|no|num)|sfz|gmsfh|hphm|cphm)"
    r"|featurevec|embedding|身份证|身份号码|人脸|车牌|号牌"
)
_FACE_OR_PLATE: Final = re.compile(r"(?<![a-z])(?:faces?|facial|plate)(?![a-z])")
_NAME: Final = re.compile(
    r"姓名|名字|^(?:(?:full|real|person|contact|caller|reporter|party|applicant)?name"
    r"|contact|caller|reporter|xm|当事人|联系人|报警人|报案人|举报人|投诉人|申请人|反映人)$"
)
_PHONE: Final = re.compile(r"phone|mobile|^tel|电话|手机|^lxdh$|^sjh")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST_REMEMBERED: Final = 64


class Key(NamedTuple):
    """What a field of this name holds."""

    is_identity: bool
    is_name: bool
    is_phone: bool


def judge(key: str) -> Key:
    """Judge the name of a field; sources use the same few, so they are remembered."""
    return _judge_short(key) if len(key) <= _LONGEST_REMEMBERED else _judge(key)


def _judge(key: str) -> Key:
    normal = unicodedata.normalize("NFKC", key)
    spaced = _HUMP.sub("_", normal).casefold()
    plain = "".join(filter(str.isalnum, normal.casefold()))
    return Key(
        is_identity=bool(_IDENTITY.search(plain) or _FACE_OR_PLATE.search(spaced)),
        is_name=bool(_NAME.search(plain)),
        is_phone=bool(_PHONE.search(plain)),
    )


_judge_short = lru_cache(maxsize=4096)(_judge)

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
    # documents, and pictures of a person
    r"|passport|护照|通行证|驾驶证|军官证|社保卡|银行卡|证件(?:号|照|图|影)"
    r"|(?:cert|certificate|credential|licen[cs]e)(?:no|num|number|id)$"
    r"|(?:bankcard|cardno|cardnum(?:ber)?)$|zjh(?:m|ao)?$|jszhm?$|hzhm?$"
    r"|(?<!has)photo(?!count|num|time)|portrait|avatar|headshot|selfie|mugshot"
    r"|照片|相片|头像|人像|zp$"
)
_FACE_OR_PLATE: Final = re.compile(r"(?<![a-z])(?:faces?|facial|plate)(?![a-z])")
_ROLES: Final = (
    "contact|caller|reporter|applicant|party|person|complainant|petitioner|victim"
    "|suspect|witness|plaintiff|defendant|claimant|respondent|informant|visitor|patient"
    "|owner|householder|resident|tenant|landlord|driver|guardian|mediator|handler"
    "|operator|registrar|undertaker|principal|representative|leader|manager"
)
"""Roles that a person has; a field that names one holds that person."""
_ROLE_LETTERS: Final = (
    "bjr|lxr|dsr|sqr|jbr|tsr|fyr|xyr|bhr|shr|zrr|fzr|cbr|clr|fddbr|lfr|xfr|qzr|jhr"
    "|sbr|tbr|lrr|czr|djr|bgr|ygr|zmr|wtr|dlr|xsr|hzr|jsy|jjy|cjy|wgy|tjy"
)
"""The same by the first letters of their syllables: 报警人 is bjr, 网格员 wgy."""
_NAME: Final = re.compile(
    r"姓名|名字|(?:人|员|户主|房主|车主|业主|司机|家属|原告|被告|死者|伤者|患者)$"
    rf"|^(?:(?:full|real|first|last|family|given|sur|nick|{_ROLES})?names?"
    rf"|\w*(?:{_ROLES})s?(?:name|fullname|realname)?|xm|\w*xm|\w*xingming"
    rf"|\w*(?:{_ROLE_LETTERS})(?:mc)?)\d*$"
)
_PHONE: Final = re.compile(r"phone|mobile|^tel|tel\d*$|电话|手机|dh(?:hm|ao)?\d*$|^sjh")
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

"""Every refusal of the fold is said in words, with what its details say."""

from __future__ import annotations

import re
from inspect import getsource
from typing import Any, get_args

import pytest
from msgspec import json

from board.look.texts import LANGUAGES, texts
from board.views.items.refusing import refusal
from streams.handling import asks, judging
from streams.handling.permissions import RELATIONS
from streams.handling.refusal import Code
from streams.handling.rules import Rules
from streams.handling.tasks import ENDED, OPEN
from tests.board.views.items.shown import Shown

WHY = re.compile(r'_no\("(\w+)"|"why": "(\w+)"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_reason_has_words(language: str) -> None:
    words = texts(language).words
    source = getsource(asks) + getsource(judging)
    reasons = {one or other for one, other in WHY.findall(source)}
    assert len(reasons) > 10
    wanted = {
        *(f"refusal.{code}" for code in get_args(Code)),
        *(f"refusal_why.{why}" for why in reasons),
        *(f"relation_of.{one}" for one in RELATIONS),
        *(f"task_state.{one}" for one in ENDED | OPEN),
    }
    assert wanted <= words.keys()


def test_every_field_that_a_move_may_lack_has_words(intake: Any) -> None:
    rules: Rules = intake.rules
    needed = {
        name
        for rule in rules.moves.values()
        for names in rule.required
        for name in names
    }
    assert {f"field.{name}" for name in needed} <= texts("zh").words.keys()


@pytest.mark.parametrize(
    ("code", "details", "said"),
    [
        (
            "overtaken",
            {"move": "sign", "actor": "seat-7", "center": 421321101000, "agency": ""},
            "已被他人处理：厉山镇综治中心 · seat-7 · 签收",
        ),
        ("overtaken", {"move_id": "m1"}, "已被他人处理"),
        ("overtaken", {}, "已被他人处理"),
        ("not_allowed", {"status": "closed"}, "当前不能这样办理：已办结"),
        ("not_allowed", {"task_state": None}, "当前不能这样办理：没有这个任务"),
        ("not_allowed", {"task_state": "returned"}, "当前不能这样办理：已退单"),
        ("not_allowed", {"why": "itself"}, "当前不能这样办理：不能关联自己"),
        ("not_yours", {"needs": ["owner"], "has": []}, "无权办理：须是 主办中心"),
        ("not_yours", {"needs": [], "has": []}, "无权办理"),
        ("not_yours", {"why": "own_request"}, "无权办理：不能批准自己的申请"),
        (
            "lacking",
            {"fields": ["task_id", "to_agency|to_center"]},
            "缺少必填内容：协办任务、接收部门或接收中心",
        ),
        (
            "lacking",
            {"fields": ["due_at"], "most_minutes": 60},
            "缺少必填内容：到期、最长 60 分钟",
        ),
        (
            "tasks_open",
            {"tasks": ["t2", "gone"]},
            "还有协办未结束：厉山镇综治中心 · 司法局、gone",
        ),
        ("brand_new", {"why": "whatever"}, "brand_new：whatever"),
    ],
)
def test_a_refusal_is_one_sentence(
    shown: Shown, code: str, details: dict[str, Any], said: str
) -> None:
    sheet = shown.sheet()
    assert refusal(code, json.encode(details).decode(), sheet) == said


def test_what_was_not_refused_says_nothing(shown: Shown) -> None:
    assert refusal(None, None, shown.sheet()) is None

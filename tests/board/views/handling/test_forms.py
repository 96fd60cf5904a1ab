"""What a form asks is what the hub needs, with codes and dates that it takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from board.look.texts import LANGUAGES, REFERENCE, table, texts
from board.views.handling.forms import (
    NOTE,
    OF_ITSELF,
    REPLACES,
    Field,
    codes_of,
    form_of,
    is_plain,
    proposal,
    proposed_code,
    reasoned,
    said_by,
)
from streams.events import Move
from streams.handling.rules import Rules
from streams.handling.state import Handling, opening
from tests.support.ready import shipped_rules

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
MOVES = [row["move"] for row in table(REFERENCE / "moves.csv")]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return shipped_rules()


@pytest.mark.parametrize("move", MOVES)
def test_a_form_asks_for_all_that_a_move_needs(rules: Rules, move: str) -> None:
    rule = rules.moves[move]
    asked = {field.name for field in form_of(move, rule)}
    for names in rule.required:
        assert asked & set(names) or set(names) <= OF_ITSELF, names
    assert asked - {REPLACES} <= set(Move.__struct_fields__)
    if is_plain(move, rule):
        assert asked == {NOTE}
        assert all(set(names) <= OF_ITSELF for names in rule.required)


def test_what_was_asked_for_is_proposed_to_who_decides(rules: Rules) -> None:
    move = "strike_off_ledger"
    rest = opening("dispute", "x")
    (outcome,) = [
        field for field in form_of(move, rules.moves[move]) if field.name == "outcome"
    ]
    asked, other = (
        structs.replace(rest, strike_off_outcome=one)
        for one in codes_of("outcome", NOW.date())[:2]
    )
    assert proposed_code(outcome, [asked, asked]) == asked.strike_off_outcome
    assert proposed_code(outcome, [asked, other]) is None
    assert proposed_code(Field(NOTE), [asked]) is None
    names = {
        field.proposed_by for one in MOVES for field in form_of(one, rules.moves[one])
    }
    assert names - {""} <= set(Handling.__struct_fields__)


@pytest.mark.parametrize("move", MOVES)
def test_every_field_and_code_has_its_words(rules: Rules, move: str) -> None:
    for words in map(texts, LANGUAGES):
        for field in form_of(move, rules.moves[move]):
            assert words(f"ask.{field.name}")
            for code in codes_of(field.codes, NOW.date()) if field.codes else ():
                assert words(f"{field.codes}.{code}")


@pytest.mark.parametrize("move", MOVES)
def test_a_list_of_codes_is_not_empty(rules: Rules, move: str) -> None:
    for field in form_of(move, rules.moves[move]):
        assert not field.codes or codes_of(field.codes, NOW.date())


def test_a_date_is_proposed_from_now_or_from_the_item() -> None:
    due = NOW + timedelta(days=3)
    assert proposal(Field("due_at", "", timedelta(hours=2)), NOW, due) == NOW.replace(
        hour=10
    )
    assert proposal(Field("due_at"), NOW, due) == due
    assert proposal(Field("due_at"), NOW, NOW - timedelta(days=1)) is None
    assert proposal(Field("due_at"), NOW, None) is None


def test_what_is_left_empty_is_not_said() -> None:
    assert said_by({NOTE: None, "outcome": "mediated", REPLACES: "T1"}) == {
        "outcome": "mediated",
        "link_id": "T1",
    }


def test_a_reason_that_was_chosen_is_the_note_unless_one_was_written(
    rules: Rules,
) -> None:
    fields, words = form_of("dismiss", rules.moves["dismiss"]), texts(LANGUAGES[0])
    chosen = {"outcome": "animal"}
    assert reasoned(chosen, fields, words) == {"note": "动物或飞虫", **chosen}
    written = chosen | {"note": "演示数据"}
    assert reasoned(written, fields, words) == written
    others = form_of("return", rules.moves["return"])
    assert reasoned({"outcome": "other"}, others, words) == {"outcome": "other"}

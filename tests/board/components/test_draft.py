"""What a browser gives back is untrusted."""

from __future__ import annotations

import msgspec
import pytest

from board.components.draft import LONGEST, Draft, draft_from
from board.components.kept import MOST, choices_from

TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105 - the name of a form
DRAFT = Draft(TOKEN, "dispute", "", {"title": "因边界争吵"})


def test_a_draft_is_taken_as_it_was_kept() -> None:
    assert draft_from(msgspec.json.encode(DRAFT).decode()) == DRAFT


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "null",
        "{}",
        '{"token": 7}',
        msgspec.json.encode(Draft("x y", "dispute", "", {})).decode(),
        msgspec.json.encode(Draft(f"{TOKEN}\n", "dispute", "", {})).decode(),
        msgspec.json.encode(
            Draft(TOKEN, "dispute", "", {"title": "x" * (LONGEST + 1)})
        ).decode(),
    ],
)
def test_anything_else_is_no_draft(text: str | None) -> None:
    assert draft_from(text) is None


def test_choices_are_names_with_names() -> None:
    assert choices_from('{"案由": "title"}') == {"案由": "title"}
    assert choices_from('{"案由": 7}') == {}
    assert choices_from("x") == {}
    many = {str(number): "title" for number in range(MOST + 1)}
    assert choices_from(msgspec.json.encode(many).decode()) == {}

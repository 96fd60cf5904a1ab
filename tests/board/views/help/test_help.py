"""What a page tells somebody who is new to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.look.texts import LANGUAGES, texts
from board.pages.list import PAGES
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.scope import view_from
from board.viewer.seat import ROLES, VISITOR
from board.views.help.help import help_of, terms

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

BY_NAME = {page.name: page for page in PAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_all_that_is_done_there_is_told(language: str) -> None:
    words = texts(language)
    for page in PAGES:
        assert words(f"page_about.{page.name}").strip()
        assert all(words(f"may_do.{action.value}") for action in page.offers)


@pytest.mark.parametrize("role", [*ROLES, VISITOR])
def test_a_seat_is_told_what_it_may(snapshot: Snapshot, role: str) -> None:
    geography = snapshot.geography
    view = view_from({"role": role}, geography, unnamed=VISITOR)
    for page in PAGES:
        if not may(view, Action.OPEN, page, geography):
            continue
        told = help_of(view, page, BY_NAME, geography)
        offered = [action for action in Action if action in page.offers]
        assert [one.is_allowed for one in told.can] == [
            may(view, action, page, geography) for action in offered
        ]
        assert {one.name for one in told.pages} == {
            name
            for name, one in BY_NAME.items()
            if one.in_navigation and may(view, Action.OPEN, one, geography)
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_stands_once_and_has_its_meaning(language: str) -> None:
    known = terms(language)
    assert len({one.name for one in known}) == len(known)
    assert all(one.means.strip() for one in known)

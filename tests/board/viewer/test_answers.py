"""Answers of working pages: shared while they are fresh, kept to be taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec import structs

from board.pages.list import PAGES
from board.picture.snapshot import Snapshot
from board.reads.reads import HubGone, Reads
from board.viewer import answers
from board.viewer.answers import FRESH, AnswerBook, choices_of
from board.viewer.page import Picture
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.doors import Shut

FEW = 3
PAGE = next(one for one in PAGES if one.name == "items")
PUSHED = next(one for one in PAGES if not one.working)


@pytest.fixture
def picture(snapshot: Snapshot) -> Picture:
    return Picture(
        snapshot=snapshot, page=PAGE.name, scope=421321101000, language="zh", now=NOW
    )


@pytest.fixture
def door(city: City) -> Shut:
    return Shut(city.store)


def test_all_who_look_at_the_same_share_an_answer_while_it_is_fresh(
    door: Shut, picture: Picture
) -> None:
    book = AnswerBook(Reads(door))
    first = book.present(PAGE, picture)
    soon = structs.replace(picture, now=NOW + FRESH / 2)
    late = structs.replace(picture, now=NOW + FRESH)
    other = structs.replace(soon, choices={"period": "year"})
    assert book.present(PAGE, soon) is first
    assert book.present(PAGE, other).number != first.number
    assert book.present(PAGE, late).picture.now == NOW + FRESH


def test_what_somebody_changed_is_asked_anew_for_all(
    door: Shut, picture: Picture
) -> None:
    book = AnswerBook(Reads(door))
    first = book.present(PAGE, picture)
    soon = structs.replace(picture, now=NOW + FRESH / 2)
    book.outdate("another", soon.now)
    assert book.present(PAGE, soon) is first
    book.outdate(PAGE.name, soon.now)
    assert book.present(PAGE, soon).picture.now == soon.now


def test_a_page_stays_as_it_was_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, door: Shut, picture: Picture
) -> None:
    monkeypatch.setattr(answers, "KEPT", FEW)
    book = AnswerBook(Reads(door))
    first = book.present(PAGE, picture)
    for number in range(1, FEW):
        book.present(PAGE, structs.replace(picture, now=NOW + number * FRESH))
    assert book.kept(first.number) is first
    book.present(PAGE, structs.replace(picture, now=NOW + FEW * FRESH))
    assert book.kept(first.number) is None


def test_a_past_moment_is_not_the_present_one(door: Shut, picture: Picture) -> None:
    book = AnswerBook(Reads(door))
    present = book.present(PAGE, picture)
    then = book.past(PAGE, picture, NOW - timedelta(days=3))
    assert then.picture.now == NOW - timedelta(days=3)
    assert present.picture.answers != then.picture.answers
    assert book.present(PAGE, picture) is present


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_past_page_is_asked_for_once_and_anew_only_while_something_was_on_its_way(
    door: Shut, picture: Picture, *, is_whole: bool
) -> None:
    known = picture.snapshot
    pulse = structs.replace(known.pulse, is_whole=is_whole)
    asked = structs.replace(picture, snapshot=structs.replace(known, pulse=pulse))
    book, at = AnswerBook(Reads(door)), NOW - timedelta(days=3)
    first = book.past(PAGE, asked, at)
    assert (book.past(PAGE, asked, at) is first) is is_whole
    assert book.past(PAGE, asked, at - timedelta(minutes=1)) is not first


def test_without_a_hub_or_a_register_it_says_so(door: Shut, picture: Picture) -> None:
    book = AnswerBook(Reads(door))
    with pytest.raises(HubGone, match="register"):
        book.present(PAGE, structs.replace(picture, snapshot=Snapshot()))
    door.is_shut = True
    with pytest.raises(HubGone, match="no hub"):
        book.present(PAGE, picture)


def test_only_a_working_page_has_choices_and_answers(
    door: Shut, picture: Picture
) -> None:
    given = {"indicator": "open", "scope": "1", "period": ""}
    assert choices_of(PAGE, given) == {"indicator": "open"}
    assert choices_of(PUSHED, given) == {}
    with pytest.raises(ValueError, match="pushed"):
        AnswerBook(Reads(door)).present(PUSHED, picture)

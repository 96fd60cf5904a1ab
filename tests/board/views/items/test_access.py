"""For whom the page of one item and its file say what: one rule, and the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.exports.pages import Wish, document_of, seat_in
from board.viewer.seat import VISITOR, Seat
from tests.board.views.items.shown import (
    CITY,
    HOUR,
    NOW,
    OTHER_TOWN,
    PAGE,
    STAFF,
    TOWN,
    WRITTEN,
    Shown,
    values,
)
from tests.support.intake import START
from tests.support.messages import VILLAGE

if TYPE_CHECKING:
    pass

COUNTY, OTHER_COUNTY = "421321000000", "421303000000"


@pytest.mark.parametrize(
    "seat",
    [
        Seat("staff", int(VILLAGE)),
        Seat("staff", int(COUNTY)),
        Seat("staff", int(OTHER_TOWN)),
        Seat("staff", int(OTHER_TOWN), "police"),
        Seat("staff", int(TOWN), "justice"),
        Seat("staff", int(OTHER_TOWN), "justice"),
    ],
)
def test_who_has_to_do_with_it_sees_it(shown: Shown, seat: Seat) -> None:
    assert values(shown.part("about", seat=seat))["case_number"]


@pytest.mark.parametrize(
    "seat",
    [
        Seat("leader", int(OTHER_COUNTY)),
        Seat("staff", int(TOWN), "court"),
        Seat(VISITOR, CITY),
        Seat(),
    ],
)
def test_everybody_else_is_told_so_without_any_facts(shown: Shown, seat: Seat) -> None:
    lead, *others = shown.all(seat=seat)
    assert set(lead.notices) == {"why", "remedy"}
    assert "不在您的辖区" in lead.notices["why"].text
    for one in (lead, *others):
        assert not one.figures
        assert not one.tables
        assert not one.layers


def test_an_auditor_reads_nothing_that_was_written(shown: Shown) -> None:
    contents = shown.all(seat=Seat("auditor", CITY))
    assert contents[0].figures
    assert WRITTEN not in repr(contents)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"kind": "dispute", "id": "nobody"},
        {"kind": "nothing", "id": "dispute-1"},
        {"kind": "dispute", "id": "x" * 65},
        {"kind": "dispute"},
    ],
)
def test_an_unknown_item_says_so_and_what_helps(
    shown: Shown, choices: dict[str, str]
) -> None:
    notices = shown.part("about", choices=choices).notices
    assert "没有这个事项" in notices["why"].text
    assert notices["remedy"].text


def test_a_file_holds_to_the_same_rule(shown: Shown) -> None:
    wish = Wish(
        page="item",
        scope=CITY,
        language="zh",
        address="/item",
        seat=STAFF,
        made_at=NOW,
        reason="核对",
        edition="e",
        row_cap=10_000,
    )
    picture = shown.picture(seat=Seat())
    made = document_of(wish, PAGE, picture)
    assert any(section.contents.tables for section in made.sections)
    for refused in (
        structs.replace(wish, seat=Seat("staff", int(OTHER_COUNTY))),
        structs.replace(wish, outside=True),
    ):
        sections = document_of(refused, PAGE, picture).sections
        assert not any(one.contents.tables for one in sections)
        assert WRITTEN not in repr(sections)


def test_a_past_moment_shows_the_item_as_it_was(shown: Shown) -> None:
    then = START + 1.5 * HOUR
    assert shown.part("about", at=then).title == WRITTEN
    rows = shown.rows("timeline", "timeline", at=then)
    assert [one["what"] for one in rows] == ["受理", "来源信息第1版"]


def test_before_it_was_there_nobody_knew_it(shown: Shown) -> None:
    notices = shown.part("about", at=START - HOUR).notices
    assert "没有这个事项" in notices["why"].text


def test_a_file_says_for_whom_it_was_made() -> None:
    assert seat_in(
        {"seat": '{"role":"staff","center_code":1,"agency_code":"fire"}'}
    ) == (Seat("staff", 1, "fire"))
    assert seat_in({}) == Seat()

"""Titles are for who may read them, also of a page that somebody else was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board import service
from board.components.taken import taken
from board.components.working import granted, is_for
from board.pages.list import PAGES
from board.picture.filters import TITLES
from board.service import Service
from board.settings import settings_from
from board.viewer.answers import Kept
from board.viewer.page import Picture
from board.viewer.scope import View
from board.viewer.seat import Seat
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from tests.support.city import City

CITY, COUNTY = 421300000000, 421321000000
PAGE = next(one for one in PAGES if one.name == "items")


@pytest.fixture
def running(city: City, tmp_path: Path) -> Service:
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    found = service.install(Service(settings, city.store, PAGES))
    found.maker.tick(NOW)
    return found


def seen_by(role: str, scope: int = CITY) -> View:
    return View(scope, "zh", "dark", Seat(role, CITY))


def kept_for(view: View, snapshot: Snapshot) -> Kept:
    picture = Picture(
        snapshot=snapshot,
        page="items",
        scope=view.scope,
        language="zh",
        now=NOW,
        choices={"kind": "dispute"} | granted(PAGE, view),
    )
    return Kept(1, picture)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(
    ("role", "may_read"), [("leader", True), ("auditor", False), ("visitor", False)]
)
def test_a_role_is_granted_titles_or_not(role: str, *, may_read: bool) -> None:
    assert (TITLES in granted(PAGE, seen_by(role))) is may_read


@pytest.mark.usefixtures("running")
def test_a_kept_page_is_for_who_may_see_just_that(snapshot: Snapshot) -> None:
    leader, auditor = seen_by("leader"), seen_by("auditor")
    shown = kept_for(leader, snapshot)
    assert is_for(leader, shown, PAGE)
    assert is_for(seen_by("staff"), shown, PAGE)
    assert not is_for(auditor, shown, PAGE)
    assert not is_for(seen_by("leader", COUNTY), shown, PAGE)
    assert is_for(auditor, kept_for(auditor, snapshot), PAGE)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("name", ["todo", "joint"])
def test_a_kept_page_of_a_seat_is_for_that_seat_alone(
    snapshot: Snapshot, name: str
) -> None:
    page = next(one for one in PAGES if one.name == name)
    own, other = View(CITY, "zh", "dark", Seat("staff", CITY)), seen_by("leader")
    agency = View(CITY, "zh", "dark", Seat("staff", CITY, "police"))
    choices = own.query() | granted(page, own)
    picture = Picture(
        snapshot=snapshot,
        page=name,
        scope=CITY,
        language="zh",
        now=NOW,
        choices=choices,
    )
    shown = Kept(1, picture)
    assert is_for(own, shown, page)
    assert not is_for(other, shown, page)
    assert not is_for(agency, shown, page)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(("role", "page"), [("leader", "audit"), ("staff", "wall")])
def test_only_a_page_that_one_may_open_is_taken_away(role: str, page: str) -> None:
    test = AppTest.from_function(_taken, args=(taken, seen_by(role)))
    test.query_params["of"] = "audit"
    assert test.run().text[0].value == page


def _taken(taken, view):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    import streamlit as st  # noqa: PLC0415 - a script of its own

    st.text(taken(view).page.name)

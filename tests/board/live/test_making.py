from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from board.live.channels import message
from board.live.making import NEVER, Made, Shown, made, shown_to
from board.pages.list import PAGES
from board.picture.snapshot import Pulse, Snapshot
from board.viewer.page import Picture
from board.viewer.scope import View, view_from
from board.viewer.seat import VISITOR, Seat
from board.views.common.contents import Contents
from board.views.common.suppression import LEAST
from tests.board.conftest import NOW

CITY = 421300000000
SUIXIAN = 421321000000
BY_NAME = {page.name: page for page in PAGES}


def shown(page: str = "wall", *, scope: int = CITY, **changes: object) -> Shown:
    has_list = page != "pipeline"
    plain = Shown(page, scope, "zh", has_list, has_titles=page == "district")
    return msgspec.structs.replace(plain, **changes)


def state(
    snapshot: Snapshot, what: Shown | None = None, before: Made | None = None
) -> Made:
    what = what or shown()
    page = BY_NAME[what.page]
    return made(snapshot, what, page, before=before or Made(), now=NOW)


def rows_of(found: Made) -> list[dict[str, Any]]:
    keys = [column.key for column in found.columns]
    decoded = (msgspec.json.decode(line) for _, line in found.lines)
    return [dict(zip(keys, cells, strict=True)) for cells in decoded]


def a_second_later(snapshot: Snapshot) -> Snapshot:
    later = NOW + timedelta(seconds=1)
    version = snapshot.version + 1
    return msgspec.structs.replace(snapshot, version=version, as_of=later)


def test_the_first_state_has_everything(snapshot: Snapshot) -> None:
    first = state(snapshot)
    assert first.parts.keys() == BY_NAME["wall"].parts.keys()
    assert len(first.lines) == 60
    assert {since for since, _ in (*first.parts.values(), *first.lines)} == {
        snapshot.version
    }


def test_what_was_known_before_every_picture_is_written_too(
    snapshot: Snapshot,
) -> None:
    old = msgspec.structs.replace(snapshot.pulse.items[0], batch_no=0, item_id="old")
    quiet = msgspec.structs.replace(snapshot, pulse=Pulse())
    assert [row["id"] for row in rows_of(state(quiet, before=Made(items=(old,))))] == [
        "old"
    ]


def test_what_did_not_change_keeps_its_version(snapshot: Snapshot) -> None:
    first = state(snapshot)
    second = state(a_second_later(snapshot), before=first)
    changed = {
        name for name, (since, _) in second.parts.items() if since > snapshot.version
    }
    assert changed == {"header"}
    assert second.lines == first.lines
    assert second.version == snapshot.version + 1


def test_an_item_that_moved_is_told_anew_and_the_others_are_not(
    snapshot: Snapshot,
) -> None:
    first = state(snapshot)
    moved = msgspec.structs.replace(
        snapshot.pulse.items[3], status="closed", batch_no=first.batch_no + 1
    )
    pulse = msgspec.structs.replace(
        snapshot.pulse,
        items=(*snapshot.pulse.items[:3], moved, *snapshot.pulse.items[4:]),
    )
    later = msgspec.structs.replace(a_second_later(snapshot), pulse=pulse)
    second = state(later, before=first)
    fresh = tuple(one for one in second.lines if one[0] > snapshot.version)
    told = rows_of(msgspec.structs.replace(second, lines=fresh))
    assert [one["id"] for one in told] == [moved.item_id]
    assert second.items.index(moved) == 3


def test_a_list_keeps_what_the_picture_no_longer_holds(snapshot: Snapshot) -> None:
    first = state(snapshot)
    emptied = msgspec.structs.replace(snapshot.pulse, items=())
    later = msgspec.structs.replace(a_second_later(snapshot), pulse=emptied)
    assert state(later, before=first).items == first.items


def test_the_wall_gets_no_free_text_and_places_down_to_the_town(
    snapshot: Snapshot,
) -> None:
    found = state(snapshot)
    assert "上报事项" not in msgspec.json.encode(message(found, NEVER)).decode()
    known = snapshot.geography.divisions.values()
    towns = {one.name for one in known if one.tier == "town"}
    for row in rows_of(found):
        assert row["title"] == ""
        assert row["place"].split(" · ")[-1] in towns


def test_titles_are_there_for_who_may_read_them_alone(snapshot: Snapshot) -> None:
    assert all(row["title"] for row in rows_of(state(snapshot, shown("district"))))
    without = shown("district", has_titles=False)
    assert not any(row["title"] for row in rows_of(state(snapshot, without)))


def test_a_county_gets_only_its_own_items(snapshot: Snapshot) -> None:
    rows = rows_of(state(snapshot, shown(scope=SUIXIAN)))
    assert rows
    assert all(row["division"].startswith("421321") for row in rows)


def test_a_page_without_a_list_gets_no_items(snapshot: Snapshot) -> None:
    assert state(snapshot, shown("pipeline")).items == ()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", BY_NAME)
def test_every_part_is_made_in_every_language(
    snapshot: Snapshot, page: str, language: str
) -> None:
    what = shown(page, scope=421321101000, language=language)
    assert state(snapshot, what).parts.keys() == BY_NAME[page].parts.keys()


def test_a_scope_that_is_not_known_yet_makes_empty_parts() -> None:
    assert state(Snapshot(), shown(scope=0)).items == ()


def test_seats_with_the_same_rights_share_what_they_are_shown(
    snapshot: Snapshot,
) -> None:
    geography, scope = snapshot.geography, 421321101201
    seeing = [one for one in geography.centers if geography.sees(one, scope)]
    views = [
        View(scope, "zh", "dark", Seat(role, center, "police"))
        for center in seeing
        for role in ("leader", "staff")
    ]
    assert len(seeing) == 4
    district = BY_NAME["district"]
    assert len({shown_to(one, district, geography) for one in views}) == 1


@pytest.mark.parametrize(
    ("role", "has_titles"), [("staff", True), ("auditor", False), (VISITOR, False)]
)
def test_who_says_no_role_or_may_not_read_titles_is_shown_none(
    snapshot: Snapshot, role: str, *, has_titles: bool
) -> None:
    geography = snapshot.geography
    view = view_from({"role": role, "scope": str(SUIXIAN)}, geography)
    found = shown_to(view, BY_NAME["district"], geography)
    assert found.has_list
    assert found.has_titles is has_titles


def contents(snapshot: Snapshot, page: str) -> dict[str, Contents]:
    picture = Picture(snapshot=snapshot, page=page, scope=CITY, language="zh", now=NOW)
    return {name: make(picture) for name, make in BY_NAME[page].parts.items()}


@pytest.mark.parametrize("page", BY_NAME)
def test_what_is_pushed_is_the_contents_as_an_export_has_them(
    snapshot: Snapshot, page: str
) -> None:
    pushed = state(snapshot, shown(page)).parts
    for name, made_now in contents(snapshot, page).items():
        assert msgspec.json.decode(pushed[name][1], type=Contents) == made_now


@pytest.mark.parametrize("page", BY_NAME)
def test_every_column_that_a_chart_or_a_rate_names_is_there(
    snapshot: Snapshot, page: str
) -> None:
    for made_now in contents(snapshot, page).values():
        for chart in made_now.charts:
            keys = {one.key for one in made_now.table(chart.table).columns}
            assert {*chart.x, *(one.column for one in chart.series)} <= keys
        for table in made_now.tables:
            keys = {one.key for one in table.columns} | {""}
            named = ((one.numerator, one.denominator) for one in table.columns)
            assert {name for pair in named for name in pair} <= keys


def test_for_people_outside_there_are_no_items_no_places_and_no_small_counts(
    snapshot: Snapshot,
) -> None:
    view = View(SUIXIAN, "zh", "dark", Seat("leader", CITY), outside=True)
    for page in ("wall", "district"):
        what = shown_to(view, BY_NAME[page], snapshot.geography)
        found = state(snapshot, what)
        told = message(found, NEVER)
        assert told.places is not None
        assert told.places.rows == []
        assert told.items.rows == []
        parts = {
            name: msgspec.json.decode(raw, type=Contents)
            for name, raw in told.parts.items()
        }
        assert parts["tiles"].tables
        counts = [
            value
            for part in parts.values()
            for table in part.tables
            for column in table.columns
            if column.form == "count"
            for value in table.values(column.key)
        ]
        assert any(counts)
        assert not any(isinstance(one, int) and 0 < one < LEAST for one in counts)

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from board.live.parts import PAGES, Picture

from board.live.channels import Channels
from board.picture import snapshot as snapshot_module
from board.viewer.scope import View
from board.views.common.contents import Contents
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.live.channels import Message
    from board.picture.snapshot import Snapshot

CITY = View(421300000000, "zh", "dark")


def pushed(
    snapshot: Snapshot,
    channels: Channels | None = None,
    *,
    page: str = "wall",
    view: View = CITY,
    seen: tuple[int, int] = (-1, -1),
) -> Message:
    return (channels or Channels()).message(
        snapshot,
        page=page,
        view=view,
        now=NOW,
        seen_version=seen[0],
        seen_batch=seen[1],
    )


def listed(message: Message) -> list[dict[str, Any]]:
    assert message.items is not None
    return list(message.items.records())


def test_a_new_viewer_gets_everything(snapshot: Snapshot) -> None:
    message = pushed(snapshot)
    assert message.parts.keys() == PAGES["wall"].keys()
    assert len(listed(message)) == 60


def test_a_viewer_who_has_seen_all_gets_only_what_changed(snapshot: Snapshot) -> None:
    channels = Channels()
    pushed(snapshot, channels)
    later = msgspec.structs.replace(
        snapshot, version=snapshot.version + 1, as_of=NOW + timedelta(seconds=1)
    )
    batch = snapshot.pulse.items[0].batch_no
    message = pushed(later, channels, seen=(snapshot.version, batch))
    assert message.parts.keys() == {"header"}
    assert message.items is None


def test_parts_are_made_once_for_all_viewers_of_a_scope(snapshot: Snapshot) -> None:
    channels = Channels()
    first, second = pushed(snapshot, channels), pushed(snapshot, channels)
    assert all(first.parts[name] is second.parts[name] for name in first.parts)


def test_the_wall_gets_no_free_text(snapshot: Snapshot) -> None:
    encoded = msgspec.json.encode(pushed(snapshot)).decode()
    assert "上报事项" not in encoded
    assert all(row["title"] == "" for row in listed(pushed(snapshot)))


def test_the_wall_names_places_down_to_the_town(snapshot: Snapshot) -> None:
    towns = {
        one.name for one in snapshot.geography.divisions.values() if one.tier == "town"
    }
    for row in listed(pushed(snapshot)):
        assert row["place"].split(" · ")[-1] in towns


def test_the_district_page_shows_titles_and_its_untitled_twin_does_not(
    snapshot: Snapshot,
) -> None:
    assert all(row["title"] for row in listed(pushed(snapshot, page="district")))
    untitled = pushed(snapshot, page="district_untitled")
    assert not any(row["title"] for row in listed(untitled))


def test_a_county_gets_only_its_own_items(snapshot: Snapshot) -> None:
    view = View(421321000000, "zh", "dark")
    rows = listed(pushed(snapshot, view=view))
    assert rows
    assert all(row["division"].startswith("421321") for row in rows)


def test_every_part_of_every_page_is_made_in_both_languages_and_themes(
    snapshot: Snapshot,
) -> None:
    for page in PAGES:
        for language in ("zh", "en"):
            for theme in ("dark", "light"):
                view = View(421321101000, language, theme)
                message = pushed(snapshot, page=page, view=view)
                assert message.parts.keys() == PAGES[page].keys()


def test_a_scope_that_is_not_known_yet_makes_empty_parts() -> None:
    message = pushed(snapshot_module.Snapshot(), view=View(0, "zh", "dark"))
    assert message.items is None


def test_what_is_pushed_is_the_contents_as_an_export_has_them(
    snapshot: Snapshot,
) -> None:
    for page, parts in PAGES.items():
        message = pushed(snapshot, page=page)
        for name, make in parts.items():
            made = make(Picture(snapshot, page, CITY, NOW))
            assert msgspec.json.decode(message.parts[name], type=Contents) == made


def test_every_column_that_a_chart_or_a_rate_names_is_there(
    snapshot: Snapshot,
) -> None:
    for page, parts in PAGES.items():
        for make in parts.values():
            made = make(Picture(snapshot, page, CITY, NOW))
            for chart in made.charts:
                keys = {one.key for one in made.table(chart.table).columns}
                assert {*chart.x, *(one.column for one in chart.series)} <= keys
            for table in made.tables:
                keys = {one.key for one in table.columns} | {""}
                named = ((one.numerator, one.denominator) for one in table.columns)
                assert {name for pair in named for name in pair} <= keys

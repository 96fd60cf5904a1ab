from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from board.live.channels import PAGES, Channels
from board.picture import snapshot as snapshot_module
from board.viewer.scope import View
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


def test_a_new_viewer_gets_everything(snapshot: Snapshot) -> None:
    message = pushed(snapshot)
    assert message.parts.keys() == PAGES["wall"].keys()
    assert len(message.items) == 60


def test_a_viewer_who_has_seen_all_gets_only_what_changed(snapshot: Snapshot) -> None:
    channels = Channels()
    pushed(snapshot, channels)
    later = msgspec.structs.replace(
        snapshot, version=snapshot.version + 1, as_of=NOW + timedelta(seconds=1)
    )
    batch = snapshot.pulse.items[0].batch_no
    message = pushed(later, channels, seen=(snapshot.version, batch))
    assert message.parts.keys() == {"header"}
    assert message.items == ()


def test_parts_are_made_once_for_all_viewers_of_a_scope(snapshot: Snapshot) -> None:
    channels = Channels()
    first, second = pushed(snapshot, channels), pushed(snapshot, channels)
    assert all(first.parts[name] is second.parts[name] for name in first.parts)


def test_the_wall_gets_no_free_text(snapshot: Snapshot) -> None:
    encoded = msgspec.json.encode(pushed(snapshot)).decode()
    assert "上报事项" not in encoded
    assert all(row.title == "" for row in pushed(snapshot).items)


def test_the_wall_names_places_down_to_the_town(snapshot: Snapshot) -> None:
    towns = {
        one.name for one in snapshot.geography.divisions.values() if one.tier == "town"
    }
    for row in pushed(snapshot).items:
        assert row.place.split(" · ")[-1] in towns


def test_the_district_page_shows_titles_and_its_untitled_twin_does_not(
    snapshot: Snapshot,
) -> None:
    assert all(row.title for row in pushed(snapshot, page="district").items)
    untitled = pushed(snapshot, page="district_untitled")
    assert not any(row.title for row in untitled.items)


def test_a_county_gets_only_its_own_items(snapshot: Snapshot) -> None:
    view = View(421321000000, "zh", "dark")
    rows = pushed(snapshot, view=view).items
    assert rows
    assert all(row.division.startswith("421321") for row in rows)


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
    assert message.items == ()

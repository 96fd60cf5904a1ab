from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from board.look.texts import texts
from board.look.theme import DARK
from board.reads.rows import Camera, Site
from board.viewer.scope import View
from board.views.map import outlines, places
from board.views.map.land import land
from board.views.map.layers import LAYERS, Wanted
from board.views.map.map import layers
from board.views.map.mercator import Bounds, Frame, view_state
from board.views.map.names import names
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

ZH = texts("zh")
CITY = View(421300000000, "zh", "dark")
COLUMNS = ("longitude", "latitude", "division", "label", "size", "severity", "kind")


def drawn(snapshot: Snapshot, **changes: Any) -> dict[str, dict[str, Any]]:
    wanted = msgspec.structs.replace(Wanted(CITY, frozenset(LAYERS), 1), **changes)
    items = places.items(snapshot, wanted.view.scope, ZH)
    return {one["id"]: one for one in layers(items, wanted, NOW)}


def test_layers_have_the_same_ids_in_the_same_order_whatever_is_switched_off(
    snapshot: Snapshot,
) -> None:
    everything, nothing = drawn(snapshot), drawn(snapshot, layers=frozenset())
    assert list(everything) == list(nothing)
    assert not nothing["cameras"]["visible"]
    assert everything["cameras"]["visible"]
    assert nothing["counties"]["visible"]


def test_outlines_and_fixed_points_are_named_by_address_on_this_server(
    snapshot: Snapshot,
) -> None:
    for name in ("towns", "counties", "cameras", "seats", "sites"):
        assert drawn(snapshot)[name]["data"].startswith("/api/map/")


def test_the_refresh_stays_small(snapshot: Snapshot) -> None:
    assert len(msgspec.json.encode(list(drawn(snapshot).values()))) < 400_000


def test_a_new_item_gets_rings_and_an_old_one_does_not(snapshot: Snapshot) -> None:
    newest = max(one.received_at for one in snapshot.pulse.points)
    point = next(one for one in snapshot.pulse.points if one.received_at == newest)
    wanted = Wanted(CITY, frozenset(LAYERS), 1)
    at = newest + timedelta(seconds=5)
    items = places.items(snapshot, CITY.scope, ZH)
    rings = {one["id"]: one for one in layers(items, wanted, at)}["new-14"]["data"]
    assert [round(point.longitude, 5), round(point.latitude, 5)] in [
        one["p"] for one in rings
    ]
    later = layers(items, wanted, newest + timedelta(minutes=5))
    assert not {one["id"]: one for one in later}["new-14"]["data"]


def test_the_city_names_its_counties_and_the_towns_that_have_room(
    snapshot: Snapshot,
) -> None:
    found = {
        rank: names(snapshot.geography, scope=CITY.scope, rank=rank, scale=1.0)
        for rank in ("large", "small")
    }
    assert len(found["large"]) == 3
    assert 20 < len(found["small"]) < 51


def test_villages_are_named_without_their_formal_endings(snapshot: Snapshot) -> None:
    found = names(snapshot.geography, scope=421303001000, rank="small", scale=0.05)
    assert found
    assert not any("委员会" in one["t"] or "（" in one["t"] for one in found)


def test_shading_covers_every_town_and_dims_those_outside(snapshot: Snapshot) -> None:
    known = snapshot.geography.divisions
    codes = [code for code in outlines.outlines() if known[code].tier == "town"]
    divisions = places.divisions(snapshot, 421321000000, ZH, codes=codes)
    shaded = land(divisions, outlines=outlines.outlines(), palette=DARK)
    fills = {
        one["properties"]["code"][:6]: one["properties"]["fill"][3]
        for one in shaded["features"]
    }
    assert len(shaded["features"]) == 51
    assert fills["421321"] > fills["421303"] == fills["421381"]


def test_cameras_are_clustered_and_none_is_lost(snapshot: Snapshot) -> None:
    village = next(
        d for d in snapshot.geography.divisions.values() if d.tier == "village"
    )
    cameras = [
        Camera(f"{n:020d}", village.division_code, 113.3 + n / 5e4, 31.7)
        for n in range(500)
    ]
    cells = outlines.camera_cells(cameras, snapshot.geography, CITY.scope)
    counted = places.cameras(cells, ZH).table("cameras")
    assert sum(counted.values("cameras")) == 500
    assert len(counted.rows) < 5


def test_the_map_and_its_table_have_the_same_open_items(snapshot: Snapshot) -> None:
    items = places.items(snapshot, 421321000000, ZH).table("items")
    county = View(421321000000, "zh", "dark")
    shown = [
        dot
        for name, layer in drawn(snapshot, view=county).items()
        if name.startswith("items-")
        for dot in layer["data"]
    ]
    assert len(shown) == len(items.rows) > 0
    assert items.rows != places.items(snapshot, CITY.scope, ZH).table("items").rows
    assert not any("title" in column.key for column in items.columns)


def test_every_layer_names_columns_of_its_table(snapshot: Snapshot) -> None:
    geography = snapshot.geography
    site = Site("1", "岗", "police_post", 421303000000, 113.3, 31.7, "")
    for made in (
        places.items(snapshot, CITY.scope, ZH),
        places.divisions(snapshot, CITY.scope, ZH, codes=(421303000000,)),
        places.seats(geography, CITY.scope, ZH),
        places.sites((site,), geography, CITY.scope, ZH),
        places.cameras(((113.3, 31.7, 4),), ZH),
    ):
        [layer] = made.layers
        shown = made.table(layer.table)
        keys = {column.key for column in shown.columns} | {""}
        named = (getattr(layer, name) for name in COLUMNS)
        assert set(named) <= keys
        assert shown.rows


@pytest.mark.parametrize("frame", [Frame(1000, 800), Frame(400, 800)])
def test_the_view_shows_all_of_the_bounds(frame: Frame) -> None:
    state = view_state(Bounds(112.7, 31.3, 114.2, 32.5), frame)
    pixels = 512 * 2 ** state["zoom"] * 1.5 / 360
    assert pixels <= frame.width
    assert 112.7 < state["longitude"] < 114.2

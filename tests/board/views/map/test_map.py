from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from board.look.formats import spoken
from board.look.texts import texts
from board.picture.places import Places, by_scope
from board.reads.rows import Camera, Place, Site
from board.viewer.scope import View
from board.views.map import outlines, places
from board.views.map.land import land, shapes
from board.views.map.layers import LAYERS
from board.views.map.map import Drawing, drawing
from board.views.map.mercator import Bounds, extent
from board.views.map.names import names
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

ZH = texts("zh")
CITY = View(421300000000, "zh", "dark")
BOUNDS = Bounds(112.7, 31.3, 114.2, 32.5)
COLUMNS = ("longitude", "latitude", "division", "label", "size", "severity", "kind")


def drawn(view: View = CITY) -> Drawing:
    return drawing(view, BOUNDS)


def layers() -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in drawn().deck["layers"]}


def place(division: int, severity: str = "04", **changes: Any) -> Place:
    plain = Place(division, severity, "incident", "0301", "raised", 1, 113.3, 31.7, NOW)
    return msgspec.structs.replace(plain, **changes)


def with_places(snapshot: Snapshot, *found: Place) -> Snapshot:
    mapped = by_scope(found, snapshot.geography)
    pulse = msgspec.structs.replace(snapshot.pulse, places=mapped)
    return msgspec.structs.replace(snapshot, pulse=pulse)


def test_every_layer_has_an_id_of_its_own_and_a_switch_that_there_is() -> None:
    ids = [one["id"] for one in drawn().deck["layers"]]
    assert len(set(ids)) == len(ids)
    switches = {one["switch"] for one in layers().values() if "switch" in one}
    assert switches == set(LAYERS)


def test_outlines_and_fixed_points_are_named_by_address_on_this_server() -> None:
    for name in ("towns", "counties", "cameras", "seats", "sites", "names-large"):
        assert layers()[name]["data"].startswith("/api/map/")


def test_the_map_asks_for_no_base_map() -> None:
    written = msgspec.json.encode(drawn()).decode()
    assert "http" not in written
    assert "mapProvider" not in drawn().deck
    assert drawn().deck["mapStyle"] == "__MAP_STYLE__"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_severity_and_stream_has_its_layers_and_colours(theme: str) -> None:
    made = drawn(View(421300000000, "zh", theme))
    feeds = {one.get("feed") for one in made.deck["layers"]}
    assert set(made.severities) < feeds
    colours = (*made.severities.values(), *made.kinds.values(), *made.land)
    assert all(len(colour) == 4 for colour in colours)


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


@pytest.mark.parametrize(
    ("scope", "towns"),
    [(421300000000, 51), (421321000000, 19), (421321101000, 1), (421321101201, 1)],
)
def test_a_scope_shades_its_towns_or_the_one_it_lies_in(
    snapshot: Snapshot, scope: int, towns: int
) -> None:
    shaded = land(snapshot, scope, ZH).table("divisions")
    assert len(shaded.rows) == towns
    codes = [int(str(code)) for code in shaded.values("code")]
    assert len(shapes(codes)["features"]) == towns


def test_before_the_register_is_known_there_is_no_land(snapshot: Snapshot) -> None:
    empty = type(snapshot)()
    assert land(empty, 0, ZH).table("divisions").rows == ()
    assert outlines.around(empty.geography, 0) is None


def test_a_map_that_has_no_room_says_how_much_it_shows(snapshot: Snapshot) -> None:
    left = place(421321101201, longitude=None, latitude=None, items=9_345)
    here = place(421321101202, items=3_000)
    full = with_places(snapshot, here, left)
    notice = land(full, 421321000000, ZH).notices["left_out"]
    assert spoken(notice, ZH, NOW) == "显示 3,000 / 12,345 件"
    assert places.items(full, 421321000000, ZH).notices["left_out"] == notice
    assert not land(full, 421303000000, ZH).notices


def test_items_of_several_streams_at_one_place_are_one_sign(snapshot: Snapshot) -> None:
    several = place(421321101201, kind=None, category=None, status=None, items=4)
    [row] = (
        places.items(with_places(snapshot, several), CITY.scope, ZH).tables[0].records()
    )
    assert (row["items"], row["kind"], row["kind_name"]) == (4, "", "多类")


def test_a_scope_has_the_places_within_it_in_their_order(snapshot: Snapshot) -> None:
    found = [place(421321101201, "01"), place(421303001001), place(421321101202)]
    scopes = by_scope(found, snapshot.geography)
    assert scopes[421321000000] == Places((found[0], found[2]))
    assert scopes[421300000000].shown == tuple(found)


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


def test_every_layer_names_columns_of_its_table(snapshot: Snapshot) -> None:
    geography = snapshot.geography
    site = Site("1", "岗", "police_post", 421303000000, 113.3, 31.7, "")
    for made in (
        places.items(snapshot, CITY.scope, ZH),
        places.divisions(snapshot, ZH, codes=(421303000000,)),
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


@pytest.mark.parametrize("room", [(1000, 800), (400, 800)])
def test_the_extent_fits_all_of_the_bounds_into_a_room(room: tuple[int, int]) -> None:
    found = extent(BOUNDS)
    scale = min(room[0] / found.across, room[1] / found.down)
    assert 512 * scale * 1.5 / 360 <= room[0]
    assert found.longitude == pytest.approx(113.45)
    assert 31.3 < found.latitude < 32.5

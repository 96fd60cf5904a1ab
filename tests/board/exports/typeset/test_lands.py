from __future__ import annotations

from board.exports.typeset.frames import apart, contains, frame_of
from board.exports.typeset.lands import Mapper
from board.exports.typeset.paper import A4, Label, Land
from board.look.texts import texts
from board.look.theme import LIGHT
from board.picture.snapshot import Snapshot
from board.views.common.contents import Contents, MapLayer, Table
from board.views.map import places
from board.views.map.land import land
from board.views.map.mercator import Bounds
from board.views.map.outlines import outlines
from tests.board.conftest import NOW
from tests.board.exports.typeset.documents import document_with

CITY = 421300000000
ZH = texts("zh")


def drawn(*contents: Contents, known: bool = True) -> Land | None:
    layers: list[tuple[MapLayer, Table]] = [
        (layer, one.table(layer.table)) for one in contents for layer in one.layers
    ]
    document = document_with(now=NOW)
    return Mapper(outlines() if known else {}, document, A4, ZH).land(layers)


def test_every_town_is_shaded_by_its_value(snapshot: Snapshot) -> None:
    contents = land(snapshot, CITY, ZH)
    made = drawn(contents)
    assert made
    counts = contents.table("divisions").values("received")
    fills = [one.fill for one in made.areas]
    assert len(fills) == len(counts)
    most = max(range(len(counts)), key=lambda at: int(counts[at] or 0))
    assert fills[most] == LIGHT.land[1]
    assert len(made.edges) == len(snapshot.geography.children[CITY]) + 1


def test_signs_have_the_colour_and_the_shape_of_their_severity(
    snapshot: Snapshot,
) -> None:
    contents = places.items(snapshot, CITY, ZH)
    made = drawn(land(snapshot, CITY, ZH), contents)
    assert made
    rows = list(contents.table("items").records())
    assert len(made.dots) == len(rows) > 0
    for dot, row in zip(made.dots, rows, strict=True):
        code = str(row["severity"])
        assert (dot.shape, dot.colour) == (
            ZH(f"severity_shape.{code}"),
            LIGHT.severity[code],
        )
        assert 0 <= dot.x <= 1
        assert 0 <= dot.y <= 1


def test_a_map_without_outlines_shows_its_places_and_one_without_any_is_none(
    snapshot: Snapshot,
) -> None:
    made = drawn(places.items(snapshot, CITY, ZH), known=False)
    assert made
    assert made.dots
    assert drawn(land(snapshot, CITY, ZH), known=False) is None


def test_no_label_covers_another() -> None:
    labels = [
        Label(0.5, 0.5, "东城 1"),
        Label(0.51, 0.5, "西城 2"),
        Label(0.9, 0.9, "南"),
    ]
    kept = [one.text for one in apart(labels, across=0.02, down=0.02)]
    assert kept == ["东城 1", "南"]


def test_a_frame_holds_its_bounds_and_is_never_slender() -> None:
    for bounds in (Bounds(113, 31, 113.01, 32), Bounds(112, 31, 114, 31.01)):
        frame = frame_of(bounds, 0.02)
        assert 0.58 <= frame.aspect <= 1.71
        for longitude in (bounds.west, bounds.east):
            for latitude in (bounds.south, bounds.north):
                x, y = frame.point(longitude, latitude)
                assert 0 <= x <= 1
                assert 0 <= y <= 1


def test_divisions_contain_what_begins_like_them() -> None:
    assert contains(CITY, 421303001000)
    assert contains(421303000000, 421303001000)
    assert not contains(421303000000, 421321001000)
    assert not contains(421303001000, 421303000000)

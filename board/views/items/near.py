"""Where an item is, and the sites next to it."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from board.reads.item_rows import ItemPlace
from board.reads.rows import Site
from board.views.common.contents import Column, Contents, MapLayer, table
from board.views.items.page import part_of_item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.reads.rounds import Answers
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from board.views.items.page import Sheet

NEAREST = 5
EARTH_KM = 6371.0
WINDS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
Point = tuple[float, float]
"""Longitude and latitude, WGS-84."""


def near(picture: Picture) -> Contents:
    """`spot`, the item's own place or its division's seat; `sites`, the nearest; the
    `county` that it lies in.
    """
    return part_of_item(_near)(picture)


def _near(sheet: Sheet) -> Contents:
    words = sheet.words
    spot = sheet.answers.first("item_place", ItemPlace)
    title = words("label.item_near")
    at = _place(spot)
    if spot is None or at is None:
        return Contents(title=title, note=words("item.no_place"))
    county = _county(sheet)
    around = (_AREA,) if county.rows else ()
    return Contents(
        title=title,
        note=words("item.at_seat" if spot.is_at_seat else "item.at_point"),
        tables=(_sites(sheet, at), _spot(sheet, at), *((county,) if around else ())),
        layers=(
            *around,
            _layer("sites"),
            _layer("spot", severity="severity", kind="kind"),
        ),
    )


def place_of(answers: Answers) -> Point | None:
    """Where an answered item may be said to be."""
    return _place(answers.first("item_place", ItemPlace))


def nearest_first(sites: Iterable[Site], at: Point | None) -> list[Site]:
    """Sites by their distance; in their own order from nowhere."""
    return sorted(sites, key=lambda one: distance_km(at, _point(one)) if at else 0)


def _place(spot: ItemPlace | None) -> Point | None:
    if spot is None or spot.longitude is None or spot.latitude is None:
        return None
    return spot.longitude, spot.latitude


def distance_km(one: Point, other: Point) -> float:
    """Along the great circle."""
    (west, south), (east, north) = ((radians(x), radians(y)) for x, y in (one, other))
    across = sin((east - west) / 2) ** 2 * cos(south) * cos(north)
    return 2 * EARTH_KM * asin(sqrt(sin((north - south) / 2) ** 2 + across))


def wind(one: Point, other: Point) -> str:
    """In which of eight directions another place lies."""
    (west, south), (east, north) = ((radians(x), radians(y)) for x, y in (one, other))
    right = sin(east - west) * cos(north)
    up = cos(south) * sin(north) - sin(south) * cos(north) * cos(east - west)
    return WINDS[round(degrees(atan2(right, up)) / 45) % len(WINDS)]


def _sites(sheet: Sheet, at: Point) -> Table:
    words = sheet.words
    nearest = nearest_first(sheet.answers.rows("sites", Site), at)
    columns = (
        Column(key="rank", form="rank", name=words("field.rank")),
        Column(key="site", name=words("field.site")),
        Column(key="site_type", name=words("field.site_type")),
        Column(
            key="distance",
            form="decimal",
            name=words("field.distance"),
            unit=words("unit.km"),
        ),
        Column(key="direction", name=words("field.direction")),
        *_coordinates(),
    )
    rows = (
        _site(sheet, one, at) | {"rank": rank}
        for rank, one in enumerate(nearest[:NEAREST], 1)
    )
    title = words("item_table.sites")
    return table("sites", columns, rows, of_items=True, title=title)


def _site(sheet: Sheet, one: Site, at: Point) -> dict[str, Any]:
    there = _point(one)
    return {
        "site": one.name,
        "site_type": sheet.words.known("site_type", one.site_type),
        "distance": distance_km(at, there),
        "direction": sheet.words.known("wind", wind(at, there)),
        "longitude": one.longitude,
        "latitude": one.latitude,
    }


def _point(one: Site) -> Point:
    return one.longitude, one.latitude


def _spot(sheet: Sheet, at: Point) -> Table:
    columns = (
        Column(key="site"),
        Column(key="severity", form="code"),
        Column(key="kind", form="code"),
        *(
            Column(key=key, form="degrees", name=sheet.words.known("field", key))
            for key in ("longitude", "latitude")
        ),
    )
    row = {
        "site": sheet.item.case_number,
        "severity": sheet.item.severity,
        "kind": sheet.item.kind,
        "longitude": at[0],
        "latitude": at[1],
    }
    title = sheet.words("item_table.spot")
    return table("spot", columns, [row], of_items=True, title=title)


_AREA = MapLayer(
    name="county", table="county", mark="areas", division="division", label="site"
)


def _county(sheet: Sheet) -> Table:
    """What is drawn around it; nothing of what lies in no county."""
    line = sheet.geography.path(sheet.division)
    columns = (Column(key="division", form="code"), Column(key="site"))
    rows = (
        {"division": str(one.division_code), "site": one.name}
        for one in line
        if one.tier == "county"
    )
    return table("county", columns, rows, of_items=True)


def _coordinates() -> tuple[Column, Column]:
    """For programs and the map: a person reads the distance."""
    longitude, latitude = (
        Column(key=key, form="degrees") for key in ("longitude", "latitude")
    )
    return longitude, latitude


def _layer(name: str, *, severity: str = "", kind: str = "") -> MapLayer:
    return MapLayer(
        name=name,
        table=name,
        mark="dots",
        longitude="longitude",
        latitude="latitude",
        label="site",
        severity=severity,
        kind=kind,
    )

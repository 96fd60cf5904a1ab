"""Sites, centers and cameras in an area, or nearest to its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.area_rows import AreaSite
from board.views.areas.asking import SITES, area_of
from board.views.common.contents import Column, Contents, table

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture

SORTS = ("police_post", "quick_response", "center", "camera")


def sites(picture: Picture) -> Contents:
    """Table `area_sites`: the nearest of each sort with its metres; how many lie inside
    stands beside the first.
    """
    if not area_of(picture):
        return Contents()
    words = picture.words
    found = picture.answered.rows(SITES, AreaSite)
    columns = (
        Column(key="sort", name=words("field.site_type")),
        Column(key="name", name=words("field.site")),
        Column(key="metres", form="decimal", name=words("area.metres")),
        Column(key="where", name=words("area.where")),
        *(Column(key=key, form="degrees") for key in ("longitude", "latitude")),
    )
    rows = [_row(one, words) for sort in SORTS for one in found if one.sort == sort]
    return Contents(
        title=words("area.sites"),
        note=words("likely.and").join(_inside(sort, found, words) for sort in SORTS),
        tables=(table("area_sites", columns, rows),),
    )


def _inside(sort: str, found: tuple[AreaSite, ...], words: Texts) -> str:
    inside = next((one.inside for one in found if one.sort == sort), 0)
    return words("area.inside", sort=words(f"area.sort.{sort}"), n=inside)


def _row(one: AreaSite, words: Texts) -> dict[str, Any]:
    return {
        "sort": words(f"area.sort.{one.sort}"),
        "name": one.name,
        "metres": float(round(one.metres)),
        "where": words("area.is_inside" if one.is_inside else "area.is_near"),
        "longitude": one.longitude,
        "latitude": one.latitude,
    }

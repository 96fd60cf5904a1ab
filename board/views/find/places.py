"""Divisions, centers, sites and cameras by name or number, and pages by name."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from board.look.texts import LANGUAGES, texts
from board.picture.geography import TIERS
from board.views.find.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from board.picture.geography import Geography
    from board.reads.rows import Camera, Center, Division, Site
    from board.viewer.page import Page
    from board.views.find.found import Looking

SHOWN = 6
LEAST_OF_CODE = 4
LEAST_OF_CAMERA = 6


def pages(text: str, known: Iterable[Page], by: Looking) -> Iterator[Found]:
    """Pages that the seat may open, by their names in either language."""
    sought = text.casefold()
    for page in known:
        if page.in_navigation and by.may_open(page.name):
            names = [
                texts(language)(f"{family}.{page.name}")
                for language in LANGUAGES
                for family in ("nav", "page")
            ]
            if any(sought in one.casefold() for one in names):
                name = by.words(f"nav.{page.name}")
                yield Found(name, by.words(f"page.{page.name}"), page.name)


def divisions(text: str, by: Looking) -> list[Found]:
    """Divisions of the range, by name or the beginning of their code: the higher and
    those that begin so first.
    """
    named = [one for one in by.geography.divisions.values() if _is_division(one, text)]
    named.sort(key=lambda one: (TIERS.index(one.tier), not one.name.startswith(text)))
    seen = (one for one in named if _sees(one.division_code, by))
    return [_division(one, by) for one in islice(seen, SHOWN)]


def _is_division(one: Division, text: str) -> bool:
    is_code = text.isdecimal() and len(text) >= LEAST_OF_CODE
    return str(one.division_code).startswith(text) if is_code else text in one.name


def _division(one: Division, by: Looking) -> Found:
    note = (
        f"{by.words.known('tier', one.tier)} · {by.geography.place(one.division_code)}"
    )
    return Found(one.name, note, "district", {"scope": str(one.division_code)})


def centers(text: str, by: Looking) -> list[Found]:
    """Centers of the range, by name."""
    if not by.may_open("center"):
        return []
    known = by.geography.centers.values()
    seen = (
        one
        for one in known
        if text in one.name and _sees(by.geography.home(one.center_code), by)
    )
    return [_center(one, by.geography, by) for one in islice(seen, SHOWN)]


def _center(one: Center, geography: Geography, by: Looking) -> Found:
    named = {
        "center": str(one.center_code),
        "scope": str(geography.home(one.center_code)),
    }
    return Found(one.name, by.words.known("tier", one.tier), "center", named)


def sites(text: str, known: Iterable[Site], by: Looking) -> list[Found]:
    """Sites of the range, by name or code: on the page of the division they lie in."""
    seen = (
        one
        for one in known
        if (text in one.name or one.site_code.startswith(text))
        and _sees(one.division_code, by)
    )
    return [
        Found(
            one.name,
            f"{by.words.known('site_type', one.site_type)} · {_where(one, by)}",
            "district",
            {"scope": str(one.division_code)},
        )
        for one in islice(seen, SHOWN)
    ]


def cameras(text: str, known: Iterable[Camera], by: Looking) -> list[Found]:
    """Cameras of the range by how their number begins: its own alerts."""
    if not (text.isalnum() and len(text) >= LEAST_OF_CAMERA and by.may_open("items")):
        return []
    seen = (
        one
        for one in known
        if one.camera_id.startswith(text) and _sees(one.division_code, by)
    )
    return [
        Found(
            one.camera_id,
            f"{by.words('find.camera')} · {_where(one, by)}",
            "items",
            {
                "kind": "camera_alert",
                "camera": one.camera_id,
                "scope": str(one.division_code),
            },
        )
        for one in islice(seen, SHOWN)
    ]


def _where(one: Site | Camera, by: Looking) -> str:
    return by.geography.place(one.division_code)


def _sees(division: int, by: Looking) -> bool:
    return by.geography.sees(by.seat.center_code, division)

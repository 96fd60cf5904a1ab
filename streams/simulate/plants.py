"""A day's planted items: what surges, floods and links add to the base streams."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from streams.simulate.chance import seeded
from streams.simulate.days import date_of
from streams.simulate.items import plan_item
from streams.simulate.links import links_ending_on, links_of
from streams.simulate.planned import Draft, PlantedLink, Site
from streams.simulate.surges import surge_sites, surges_on
from streams.simulate.tables import choices, kind_profiles, mix_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.simulate.links import Link
    from streams.simulate.planned import Planned
    from streams.simulate.world import World

Happening = tuple[str, str, int, Site]
"""Stream, id, time (ms) and site of a planted item."""


def plan_planted(world: World, day: int) -> Iterator[list[Planned]]:
    """The planted items of a business day, each with all its records."""
    draw = seeded(world.seed, "planted", day)
    for kind, item_id, at_ms, site in chain(_surging(world, day), _linked(world, day)):
        draft = Draft(
            kind=kind,
            item_id=item_id,
            at_ms=at_ms,
            day=day,
            site=site,
            level=choices()["level", kind].pick(draw),
            neighbour=item_id,
        )
        yield plan_item(draft, world.places, draw)


def _surging(world: World, day: int) -> Iterator[Happening]:
    numbers = count(90_000)
    for surge in surges_on(world, day):
        kind = surge.truth.kind
        for site, at_ms in surge_sites(surge, world, day):
            yield kind, _id(kind, day, next(numbers)), at_ms, site


def _linked(world: World, day: int) -> Iterator[Happening]:
    for number, link in enumerate(links_of(world, day)):
        yield link.row.from_kind, _first_id(link, number), link.from_ms, _first(link)
    for number, link in links_ending_on(world, day):
        second_id = _second_id(link, number)
        truth = PlantedLink(
            link_id=f"link-{link.day}-{number}",
            reason=link.row.reason,
            from_kind=link.row.from_kind,
            from_id=_first_id(link, number),
            to_kind=link.row.to_kind,
            to_id=second_id,
            at_ms=link.to_ms,
        )
        yield link.row.to_kind, second_id, link.to_ms, _second(link, truth)


def _id(kind: str, day: int, number: int) -> str:
    return f"{kind_profiles()[kind].prefix}{date_of(day):%y%m%d}-{number}"


def _first_id(link: Link, number: int) -> str:
    return _id(link.row.from_kind, link.day, 80_000 + number)


def _second_id(link: Link, number: int) -> str:
    """Named by the day of the first item, so that no other pair has it."""
    return _id(link.row.to_kind, link.day, 70_000 + number)


def _first(link: Link) -> Site:
    row = mix_row(link.row.from_kind, link.row.from_category)
    return Site(
        village=link.village,
        row=row,
        camera=link.camera,
        spot=link.spot,
        party=link.party,
    )


def _second(link: Link, truth: PlantedLink) -> Site:
    row = mix_row(link.row.to_kind, link.row.to_category)
    return Site(
        village=link.village,
        row=row,
        spot=link.spot,
        party=link.party,
        planted=truth,
    )

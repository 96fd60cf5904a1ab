"""Hubs that answer and read on no more: since when, by what looks at all of them find.

A hub where nothing comes stands still as well, so one is held against the others: it
stands still in a partition in which another one reads on and is further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from board.reads.standing import Look, Place


def stuck_in(
    number: int, looks: Sequence[Look], before: Sequence[Look], at: float
) -> Mapping[Place, float]:
    """In which partitions the hub of that number has not moved although another one
    did, and is further; each since when. What a topic that is gone had moves nowhere.
    """
    mine, was = looks[number], before[number]
    if not (mine.answers and was.answers):
        return {}
    places, known = mine.vector.places, was.vector.places
    further = {
        place
        for place in _further(number, looks)
        if places.get(place, 0) <= known.get(place, 0)
    }
    moved = frozenset(_moved(number, looks, before))
    return {
        place: was.stuck.get(place, at)
        for place in further
        if place in was.stuck or place in moved
    }


def ill_since(look: Look, before: Look, at: float) -> float | None:
    """Since when it has said without a break that it is not well."""
    if not look.answers or look.health is None or look.health.is_well:
        return None
    return at if before.ill_since is None else before.ill_since


def _further(number: int, looks: Sequence[Look]) -> Iterator[Place]:
    places = looks[number].vector.places
    for one in _others(number, looks):
        for place, offset in one.vector.places.items():
            if offset > places.get(place, 0):
                yield place


def _moved(number: int, looks: Sequence[Look], before: Sequence[Look]) -> set[Place]:
    """Where another one is further than it was at the look before."""
    pairs = zip(_others(number, looks), _others(number, before), strict=True)
    return {
        place
        for one, was in pairs
        if was.answers
        for place, offset in one.vector.places.items()
        if offset > was.vector.places.get(place, 0)
    }


def _others(number: int, looks: Sequence[Look]) -> Iterator[Look]:
    return (one for place, one in enumerate(looks) if place != number)

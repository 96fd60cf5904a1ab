"""What the whole feed is planned from: a seed, a city, and each stream's rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.simulate.places import Places
from streams.simulate.rhythm import rhythm_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.simulate.rhythm import Rhythm
    from streams.simulate.tables import Volume


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """One demo city whose history ends at `anchor_ms`; every world is itself alone. In
    one that `tells_again` some items are told of by a second source.
    """

    seed: int
    anchor_ms: int
    places: Places
    rhythms: Mapping[str, Rhythm]
    tells_again: bool = False


def build_world(
    seed: int,
    anchor_ms: int,
    volumes: Iterable[Volume],
    *,
    reduced: bool = False,
    tells_again: bool = False,
) -> World:
    """The world of a seed and its volumes; `reduced` for a broker that holds little."""
    return World(
        seed=seed,
        anchor_ms=anchor_ms,
        places=Places(seed),
        rhythms={
            volume.kind: rhythm_of(volume, anchor_ms, reduced=reduced)
            for volume in volumes
        },
        tells_again=tells_again,
    )

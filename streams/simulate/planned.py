"""What passes between the planners: drafts of items, planned records, planted truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from streams.simulate.places import Camera, Spot, Village
    from streams.simulate.tables import MixRow


class PlantedMove(Struct, frozen=True, kw_only=True, tag="illegal_move"):
    """A move that the transition table forbids, sent on purpose."""

    move_id: str
    kind: str
    case_id: str
    move: str
    status: str
    at_ms: int


class PlantedScene(Struct, frozen=True, kw_only=True, tag="scene"):
    """An item whose handling plays something rare on purpose."""

    scene: str
    kind: str
    case_id: str
    at_ms: int


class PlantedLink(Struct, frozen=True, kw_only=True, tag="link"):
    """Two items that belong together: what a person would link."""

    link_id: str
    reason: str
    from_kind: str
    from_id: str
    to_kind: str
    to_id: str
    at_ms: int


class PlantedRepeat(Struct, frozen=True, kw_only=True, tag="repeat"):
    """An item that tells of the same matter as another one of its stream."""

    repeat_id: str
    kind: str
    first_id: str
    at_ms: int


class PlantedSurge(Struct, frozen=True, kw_only=True, tag="surge"):
    """More of one category in one place than it is used to.

    `factor` = (expected + extra) / expected, a day; `division_code` is a town's, or a
    village's when one camera (`camera_id`) floods.
    """

    surge_id: str
    kind: str
    category: str
    division_code: str
    camera_id: str | None = None
    from_ms: int
    until_ms: int
    extra_per_day: float
    expected_per_day: float
    factor: float


Planted = PlantedMove | PlantedScene | PlantedLink | PlantedRepeat | PlantedSurge


class Planned(NamedTuple):
    """One record to send at its time; `opens` marks the first record of an item."""

    at_ms: int
    topic: str
    key: bytes
    value: bytes
    opens: bool = False
    planted: Planted | None = None


class Site(Struct, frozen=True, kw_only=True):
    """Where an item happens and what it is about; the rest only when it is known."""

    village: Village
    row: MixRow
    camera: Camera | None = None
    spot: Spot | None = None
    party: str | None = None
    planted: Planted | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """An item before its words: what, where, when; `neighbour` is an item near it, and
    `tags` are those of its event once that is written.
    """

    kind: str
    item_id: str
    at_ms: int
    day: int
    site: Site
    level: str
    neighbour: str
    tags: tuple[str, ...] = ()

    @property
    def village(self) -> Village:
        return self.site.village

    @property
    def category(self) -> str:
        return self.site.row.category

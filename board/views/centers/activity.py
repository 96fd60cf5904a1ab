"""Which centers are active: who made an accepted move in the last 7 days, by tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.geography import TIERS
from board.reads.center_rows import CenterActivity
from board.views.centers.asking import (
    ACTIVITY,
    ROWS,
    below,
    center_of,
    tier_of,
)
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.viewer.page import Picture

EVERY = "all"
SHOWN = 100
COUNTS = ("centers", "active", "quiet")


def tiers(picture: Picture) -> Contents:
    """Table `tiers`: centers of each tier, how many are active, how many quiet."""
    words, known = picture.words, _known(picture)
    counts = [_counted(tier, picture, known) for tier in TIERS]
    shown = [one for one in counts if one["centers"]]
    every = {key: sum(one[key] for one in shown) for key in COUNTS}
    rows = [{"tier": EVERY, "name": words("center.every_tier")} | every, *shown]
    columns = (
        Column(key="tier", form="code"),
        Column(key="name", name=words("column.tier")),
        *(Column(key=key, form="count", name=words(f"center.{key}")) for key in COUNTS),
    )
    figures = (
        Figure(
            every["active"],
            "count",
            key="active",
            name=words("center.active_of", n=every["centers"]),
        ),
    )
    return Contents(
        title=words("center.tiers"),
        note=words("center.tiers_note"),
        figures=figures,
        tables=(table("tiers", columns, rows),),
    )


def centers(picture: Picture) -> Contents:
    """Table `centers`: those of the chosen tier, who was quiet longest first."""
    words, geography = picture.words, picture.snapshot.geography
    known, tier = _known(picture), tier_of(picture)
    wanted = [
        code for code in _here(picture) if tier in ("", geography.centers[code].tier)
    ]
    wanted.sort(key=lambda code: (_last_at(code, known), code))
    shown = wanted if picture.choices.get(ROWS) else wanted[:SHOWN]
    rows = (_row(code, known, words, geography) for code in shown)
    return Contents(
        title=words("center.list"),
        note=words("center.list_note"),
        notices=more(len(wanted) - len(shown), words),
        tables=(table("centers", _columns(words), rows),),
    )


def _here(picture: Picture) -> Iterator[int]:
    center = center_of(picture)
    yield center
    yield from below(picture.snapshot.geography, center)


def _known(picture: Picture) -> Mapping[int, CenterActivity]:
    found = picture.answered.rows(ACTIVITY, CenterActivity)
    return {one.center_code: one for one in found}


def _is_active(code: int, known: Mapping[int, CenterActivity]) -> bool:
    return code in known and known[code].moves > 0


def _last_at(code: int, known: Mapping[int, CenterActivity]) -> int:
    found = known.get(code)
    return epoch_ms(found.last_at) or 0 if found else 0


def _counted(
    tier: str, picture: Picture, known: Mapping[int, CenterActivity]
) -> dict[str, Any]:
    geography = picture.snapshot.geography
    codes = [one for one in _here(picture) if geography.centers[one].tier == tier]
    active = sum(_is_active(code, known) for code in codes)
    return {
        "tier": tier,
        "name": picture.words(f"tier.{tier}"),
        "centers": len(codes),
        "active": active,
        "quiet": len(codes) - active,
    }


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="code", form="code"),
        Column(key="is_quiet", form="flag"),
        Column(key="name", name=words("center.center")),
        Column(key="tier", name=words("column.tier")),
        Column(key="moves", form="count", name=words("center.moves")),
        Column(key="last_at", form="moment", name=words("center.last_at")),
    )


def _row(
    code: int,
    known: Mapping[int, CenterActivity],
    words: Texts,
    geography: Geography,
) -> dict[str, Any]:
    center, found = geography.centers[code], known.get(code)
    return {
        "code": code,
        "is_quiet": int(not _is_active(code, known)),
        "name": center.name,
        "tier": words(f"tier.{center.tier}"),
        "moves": found.moves if found else 0,
        "last_at": epoch_ms(found.last_at) if found else None,
    }

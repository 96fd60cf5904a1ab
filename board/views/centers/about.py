"""Who a center is: its tier, what it sees, who stands above and below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from board.picture.geography import TIERS
from board.reads.center_rows import CenterActivity, Population
from board.reads.rows_duty import OnDuty
from board.viewer.rights import STAFF
from board.views.centers.asking import ACTIVITY, POPULATIONS, below, center_of
from board.views.common.contents import Contents, Figure
from board.views.common.figures import epoch_ms
from board.views.duty.asking import ON_DUTY
from board.views.duty.people import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.formats import Form, Scalar
    from board.picture.geography import Geography
    from board.viewer.page import Picture


def about(picture: Picture) -> Contents:
    """Figures: what the register says of it, and its last move of 30 days."""
    geography, code = picture.snapshot.geography, center_of(picture)
    return Contents(
        title=geography.centers[code].name,
        note=picture.words("center.about_note"),
        figures=tuple(_figures(picture, code)),
    )


def people(picture: Picture, center: int) -> int | None:
    """Of the towns that a center sees; None where it sees no whole town."""
    ranges = picture.snapshot.geography.ranges.get(center, ())
    found = [
        one.population
        for one in picture.answered.rows(POPULATIONS, Population)
        if any(part.low <= one.division_code < part.high for part in ranges)
    ]
    return sum(found) if found else None


def _figures(picture: Picture, code: int) -> Iterator[Figure]:
    words, geography = picture.words, picture.snapshot.geography
    center = geography.centers[code]
    above = geography.centers.get(center.parent_center_code or 0)

    def figure(key: str, value: Scalar, form: Form = "text") -> Figure:
        return Figure(value, form, key=key, name=words(f"center.{key}"))

    yield figure("tier", words(f"tier.{center.tier}"))
    if above:
        yield figure("above", above.name)
    yield figure("range", words.listed(_range(geography, code)))
    if (population := people(picture, code)) is not None:
        yield figure("population", population, "count")
    tally = Counter(geography.centers[one].tier for one in below(geography, code))
    for tier in filter(tally.get, TIERS):
        yield figure(f"below.{tier}", tally[tier], "count")
    known = picture.answered.rows(ACTIVITY, CenterActivity)
    own = next((one for one in known if one.center_code == code), None)
    yield figure("moves", own.moves if own else 0, "count")
    if own:
        yield figure("last_at", epoch_ms(own.last_at), "moment")
    else:
        yield figure("last_at", words("center.quiet_long"))
    if picture.seat.role in STAFF:
        yield _on_duty(picture)


def _on_duty(picture: Picture) -> Figure:
    """Who sits there, by name, which is nothing for people outside."""
    words = picture.words
    named = told(picture.answered.rows(ON_DUTY, OnDuty), words)
    return Figure(
        named or words("center.nobody_on_duty"),
        key="on_duty",
        name=words("center.on_duty"),
        level="" if named else "warn",
    )


def _range(geography: Geography, code: int) -> list[str]:
    """The divisions that it sees, by their names."""
    return [geography.place(one.low) for one in geography.ranges.get(code, ())]

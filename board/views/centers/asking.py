"""Which center a page is about, and what is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.clock import day_of
from board.look.formats import Value
from board.picture.geography import TIERS
from board.picture.periods import LAST_DAYS, period
from board.reads.rounds import asked
from board.views.common.contents import Notice
from board.views.duty.asking import ON_DUTY, people_of
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.geography import Geography
    from board.viewer.page import Picture
    from sql.questions import Question

ACTIVITY, MOVES, REASONS = "center_activity", "center_moves", "todo_counts"
WAITING, OWNED, SUPERVISED = "center_waiting", "center_owned", "center_supervised"
DESKS, POPULATIONS = "center_desks", "populations"
ROWS = "rows"
CHOICES = ("role", "seat", "agency", "center", "tier")
WHOLE = {ROWS: "all"}
"""The choices by which a file has every row."""
MOVES_SHOWN, WAITING_SHOWN = 20, 50
MOST_ROWS = 100_000


def center_of(picture: Picture) -> int:
    """The center that stands where the picture does and that the seat may look at: the
    one that was named, the seat's own, or that of the division. A seat that may not
    look there has its own.
    """
    seat, geography = seat_of(picture).center_code, picture.snapshot.geography
    here = [
        code
        for code in geography.centers
        if geography.home(code) == picture.scope and is_within(geography, seat, code)
    ]
    named = picture.choices.get("center", "")
    found = [code for code in here if str(code) == named]
    own = [code for code in here if code == seat]
    return next(iter((*found, *own, *here)), seat)


def is_within(geography: Geography, outer: int, inner: int) -> bool:
    """Whether a center sees all that another one sees."""
    wide = geography.ranges.get(outer, ())
    return all(
        any(one.low <= part.low and part.high <= one.high for one in wide)
        for part in geography.ranges.get(inner, ())
    )


def below(geography: Geography, center: int) -> tuple[int, ...]:
    """The centers that stand under a center, whatever they see."""
    return tuple(code for code in geography.centers if center in geography.above(code))


def whole_division(geography: Geography, center: int) -> int | None:
    """The division that is all that a center sees; None where several are."""
    home = geography.divisions.get(geography.home(center))
    ranges = geography.ranges.get(center, ())
    is_one = home is not None and [(one.low, one.high) for one in ranges] == [
        (home.low, home.high)
    ]
    return home.division_code if home is not None and is_one else None


def all_of(picture: Picture) -> dict[str, int]:
    """The filters by which the list has all that the center sees; none where no single
    division that the seat may look at holds it.
    """
    geography, center = picture.snapshot.geography, center_of(picture)
    whole = whole_division(geography, center)
    if whole is not None:
        return {"scope": whole}
    seen = geography.divisions[listed_in(picture)]
    is_held = all(
        seen.low <= one.low and one.high <= seen.high
        for one in geography.ranges.get(center, ())
    )
    return {"scope": seen.division_code, "within": center} if is_held else {}


def without_list(picture: Picture) -> dict[str, Notice]:
    """Why numbers of all that the center sees open no list; nothing where they do."""
    if all_of(picture):
        return {}
    geography = picture.snapshot.geography
    towns = geography.ranges.get(center_of(picture), ())
    names = Value(picture.words.listed(geography.name(one.low) for one in towns))
    why = picture.words.template("center.without_list")
    return {"without_list": Notice(text=why, values={"names": names})}


def tier_of(picture: Picture) -> str:
    """The one tier that was chosen; '' for all."""
    chosen = picture.choices.get("tier", "")
    return chosen if chosen in TIERS else ""


def listed_in(picture: Picture) -> int:
    """The division in which the seat finds what a center owns: all that it sees."""
    return picture.snapshot.geography.home(seat_of(picture).center_code)


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a seat whose own division is in no register."""
    days = period(LAST_DAYS, day_of(picture.now)).shown
    now, seat = {"now_at": picture.now}, seat_of(picture)
    of_center = {"center_code": center_of(picture), **now}
    # Of another center all that waits there is told, whoever there may decide it.
    is_own = seat.center_code == of_center["center_code"]
    whose = {"agency_code": seat.agency_code, "role": seat.role if is_own else ""}
    of_seat = of_center | whose
    seen = picture.snapshot.geography.divisions[listed_in(picture)]
    most = MOST_ROWS if picture.choices.get(ROWS) else WAITING_SHOWN
    return {
        ACTIVITY: asked(ACTIVITY, **now),
        MOVES: asked(MOVES, row_limit=MOVES_SHOWN, **of_center),
        REASONS: asked(REASONS, **of_seat),
        WAITING: asked(WAITING, row_limit=most, **of_seat),
        OWNED: asked(OWNED, low=seen.low, high=seen.high, **of_center),
        SUPERVISED: asked(SUPERVISED, **of_center),
        DESKS: asked(DESKS, from_day=days.first, until_day=days.until, **of_center),
        POPULATIONS: asked(POPULATIONS),
        ON_DUTY: people_of(center_of(picture), picture.now),
    }


def said(picture: Picture) -> dict[str, str]:
    """The center, and the tier that was chosen, in words."""
    words, tier = picture.words, tier_of(picture)
    center = picture.snapshot.geography.centers.get(center_of(picture))
    named = {"center": center.name} if center else {}
    return named | ({"tier": words(f"tier.{tier}")} if tier else {})

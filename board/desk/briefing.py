"""定稿: an entry of the desk topic that says how a brief was."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from board.desk.entries import said_by
from board.look import clock
from streams.entries.letters import Briefed, BriefFigure
from streams.entries.looking import Place

if TYPE_CHECKING:
    from board.picture.briefs import Issue
    from board.reads.rounds import Moment
    from board.viewer.seat import Seat

SHORT = 40


class Drawn(Struct, frozen=True):
    """What is registered: which brief, of which division, its figures, the moment that
    they are of, and by which edition.
    """

    issue: Issue
    scope: int
    figures: tuple[BriefFigure, ...]
    moment: Moment
    edition: str


def finalize(drawn: Drawn, seat: Seat, *, is_synthetic: bool) -> Briefed:
    """The entry; a second click on the same picture is the same one. ValueError where
    the period is not over.
    """
    if not drawn.issue.is_over:
        raise ValueError("a period that is not over has no final brief")
    said = said_by(seat, _entry_id(drawn, seat), clock.now(), is_synthetic=is_synthetic)
    return Briefed(
        **said,
        period=drawn.issue.sort,
        first_day=drawn.issue.whole.first,
        division_code=f"{drawn.scope:012d}",
        figures=drawn.figures,
        as_of=drawn.moment.at,
        vector=msgspec.json.decode(drawn.moment.offsets, type=tuple[Place, ...]),
        edition=drawn.edition,
    )


def _entry_id(drawn: Drawn, seat: Seat) -> str:
    issue = drawn.issue
    parts = (issue.sort, issue.whole.first, drawn.scope, seat.role, seat.center_code)
    named = " ".join(map(str, (*parts, drawn.moment.at, drawn.moment.offsets)))
    return f"brief-{sha256(named.encode()).hexdigest()[:SHORT]}"

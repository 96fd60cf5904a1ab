"""Lines of the duty log: what a person wrote becomes a desk entry."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.desk.duty import name_of
from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from board.look.codes import listed
from streams.entries.duty import LogWritten
from streams.privacy.masking import mask_line, mask_text

if TYPE_CHECKING:
    from board.viewer.seat import Seat

LONGEST_TEXT, LONGEST_SENT = 600, 1000
LONGEST_TELLER, LONGEST_TELLER_SENT = 60, 200
"""Letters in a form; a text may be longer once it is masked."""
AHEAD = timedelta(minutes=1)
"""So far a form takes a moment that is still to come: it says whole minutes."""


class Line(Struct, frozen=True, kw_only=True):
    """What is filled in: `token` names it, so that a second click is the same entry;
    `item` is the kind and id of the item that it is about, `corrects` the entry of the
    line that it corrects.
    """

    token: str
    person: str
    happened_at: datetime | None
    sort: str
    text: str
    told_by: str = ""
    item: tuple[str, str] | None = None
    corrects: str | None = None


def sorts() -> tuple[str, ...]:
    """The sorts of a line that are in force today."""
    return listed("log_sort", clock.now().date())


def write_line(
    line: Line, earliest: datetime, seat: Seat, *, is_synthetic: bool
) -> LogWritten:
    """The entry of a line. Raises Unfit for one without a name or a text, and for a
    moment before `earliest` or to come.
    """
    now, at = clock.now(), line.happened_at
    if at is None or not earliest <= at <= now + AHEAD:
        raise Unfit("log_time")
    text = mask_text(line.text.strip())[:LONGEST_SENT]
    if not text:
        raise Unfit("log_text")
    kind, item_id = line.item or (None, None)
    return LogWritten(
        **said_by(seat, f"duty-log-{line.token}", now, is_synthetic=is_synthetic),
        person=name_of(line.person),
        happened_at=at,
        sort=line.sort,
        text=text,
        told_by=mask_line(line.told_by.strip())[:LONGEST_TELLER_SENT] or None,
        kind=kind,
        item_id=item_id,
        corrects=line.corrects,
    )

"""预警函 and replies to them: what a person wrote becomes a desk entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from streams.entries.letters import Warned, WarningAnswered
from streams.privacy.masking import mask_text

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal

    from board.reads.warning_rows import HotType
    from board.viewer.seat import Seat

LONGEST_TEXT, LONGEST_SENT = 600, 1000
"""Letters in a form; a text may be longer once it is masked."""
LEVELS: tuple[Literal["yellow", "orange", "red"], ...] = ("yellow", "orange", "red")


class Draft(Struct, frozen=True):
    """What is filled in: `token` names it, so that a second click is the same entry."""

    token: str
    text: str
    reply_by: datetime | None


class Subject(Struct, frozen=True):
    """What a letter is about, to which center, and the moment of its figures."""

    hot: HotType
    to_center: int
    as_of: datetime


class Answer(Struct, frozen=True):
    """What is filled in on a reply."""

    token: str
    text: str
    measures: str


def warn(draft: Draft, about: Subject, seat: Seat, *, is_synthetic: bool) -> Warned:
    """The entry of a letter. Raises Unfit for no text, no date or one that is over."""
    now, one = clock.now(), about.hot
    if draft.reply_by is None or draft.reply_by <= now:
        raise Unfit("reply_by")
    said = said_by(seat, f"warning-{draft.token}", now, is_synthetic=is_synthetic)
    return Warned(
        **said,
        to_center=f"{about.to_center:012d}",
        division_code=f"{one.division_code:012d}",
        kind=one.kind,
        category=one.category or None,
        first_day=one.first_day,
        last_day=one.last_day,
        value=one.value,
        usual=one.usual,
        windows=one.same_days // one.window_days,
        same_days=one.same_days,
        yellow=one.yellow,
        orange=one.orange,
        red=one.red,
        level=LEVELS[one.level - 1],
        since_day=one.since_day,
        text=_text(draft.text, "no_text"),
        reply_by=draft.reply_by,
        as_of=about.as_of,
    )


def reply(
    answer: Answer, letter: str, seat: Seat, *, is_synthetic: bool
) -> WarningAnswered:
    """The entry that answers a letter. Raises Unfit where it says nothing."""
    now = clock.now()
    said = said_by(
        seat, f"warning-reply-{answer.token}", now, is_synthetic=is_synthetic
    )
    return WarningAnswered(
        **said,
        warning=letter,
        text=_text(answer.text, "no_text"),
        measures=_text(answer.measures, "no_measures"),
    )


def _text(text: str, fault: str) -> str:
    """As it is sent: masked like all that people write."""
    told = mask_text(text.strip())[:LONGEST_SENT]
    if not told:
        raise Unfit(fault)
    return told

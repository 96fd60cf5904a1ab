"""通知 and what is done about them: what a person wrote becomes a desk entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias
from uuid import uuid4

from msgspec import Struct

from board.desk.duty import name_of
from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from board.look.codes import listed
from streams.entries.notices import (
    MOST_NUMBERS,
    NoticeAnswered,
    NoticeExtended,
    NoticeNumber,
    NoticeRead,
    NoticeReminded,
    NoticeSigned,
    NoticeWithdrawn,
    Notified,
)
from streams.privacy.masking import mask_line, mask_text

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from board.viewer.seat import Seat

LONGEST_TEXT, LONGEST_SENT = 1500, 2500
LONGEST_LINE, LONGEST_LINE_SENT = 60, 200
LONGEST_NUMBERS = 300
"""Letters in a form; a text may be longer once it is masked."""
LONGEST_NAME, LONGEST_UNIT = 40, 20
BIGGEST = 1_000_000_000
URGENT, TASK = "urgent", "task"
ENTRY = "notice"
"""So begins the name of a notice's entry, before that of its form."""
Asks: TypeAlias = Literal["read", "sign", "answer"]
Tier: TypeAlias = Literal["county", "town", "village"]
ASKS: tuple[Asks, ...] = ("read", "sign", "answer")
TIERS: tuple[Tier, ...] = ("county", "town", "village")


class Draft(Struct, frozen=True, kw_only=True):
    """What is filled in: `token` names it, so that a second click is the same entry;
    `numbers` is a line for each, its name and unit; to whom it goes; `passes_on` is the
    notice that it hands down.
    """

    token: str
    person: str
    sort: str
    title: str
    text: str
    asks: Asks
    due_at: datetime | None
    numbers: str = ""
    tiers: tuple[Tier, ...] = ()
    centers: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    passes_on: str | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """What is filled in on an answer; a number of None was left empty."""

    token: str
    person: str
    text: str
    numbers: tuple[int | None, ...] = ()


def sorts(role: str) -> tuple[str, ...]:
    """The sorts in force today that a role may write: an urgent one is a leader's or a
    duty officer's.
    """
    every = listed("notice_sort", clock.now().date())
    return tuple(one for one in every if one != URGENT or role != "staff")


def notify(draft: Draft, seat: Seat, *, is_synthetic: bool) -> Notified:
    """The entry of a notice. Raises Unfit for what the hub would not count."""
    now, asks = clock.now(), draft.asks
    if not (draft.tiers or draft.centers or draft.agencies):
        raise Unfit("notice_nobody")
    if draft.sort == URGENT and asks == "read":
        raise Unfit("notice_receipt")
    if asks != "read" and (draft.due_at is None or draft.due_at <= now):
        raise Unfit("notice_time")
    said = said_by(seat, f"{ENTRY}-{draft.token}", now, is_synthetic=is_synthetic)
    return Notified(
        **said,
        person=name_of(draft.person),
        sort=draft.sort,
        title=_asked(_line(draft.title), "notice_title"),
        text=_asked(_text(draft.text), "notice_text"),
        to_tiers=draft.tiers,
        to_centers=tuple(f"{one:012d}" for one in draft.centers),
        to_agencies=draft.agencies,
        asks=asks,
        due_at=None if asks == "read" else draft.due_at,
        numbers=_numbers(draft),
        passes_on=draft.passes_on,
    )


def answer(one: Answer, of: str, seat: Seat, *, is_synthetic: bool) -> NoticeAnswered:
    """The entry that answers a notice. Raises Unfit for a number that is left out."""
    if None in one.numbers:
        raise Unfit("notice_number")
    return NoticeAnswered(
        **_about(f"notice-answer-{one.token}", of, seat, is_synthetic=is_synthetic),
        agency=seat.agency_code or None,
        person=name_of(one.person),
        text=_asked(_text(one.text), "notice_answer"),
        numbers=tuple(n for n in one.numbers if n is not None),
    )


def opened(of: str, seat: Seat, *, is_synthetic: bool) -> NoticeRead:
    """That an addressee opened a notice."""
    said = _about(f"notice-read-{uuid4()}", of, seat, is_synthetic=is_synthetic)
    return NoticeRead(**said, agency=seat.agency_code or None)


def sign(of: str, seat: Seat, *, is_synthetic: bool) -> NoticeSigned:
    """That an addressee signs for it."""
    said = _about(f"notice-sign-{uuid4()}", of, seat, is_synthetic=is_synthetic)
    return NoticeSigned(**said, agency=seat.agency_code or None)


def remind(of: str, seat: Seat, *, is_synthetic: bool) -> NoticeReminded:
    """That whoever has not done what is asked is reminded."""
    said = _about(f"notice-remind-{uuid4()}", of, seat, is_synthetic=is_synthetic)
    return NoticeReminded(**said)


def withdraw(
    token: str, of: str, reason: str, seat: Seat, *, is_synthetic: bool
) -> NoticeWithdrawn:
    """That it is taken back. Raises Unfit without a reason."""
    said = _about(f"notice-withdraw-{token}", of, seat, is_synthetic=is_synthetic)
    return NoticeWithdrawn(**said, reason=_asked(_line(reason), "notice_reason"))


def extend(
    token: str,
    of: str,
    until: tuple[datetime | None, datetime | None],
    seat: Seat,
    *,
    is_synthetic: bool,
) -> NoticeExtended:
    """That there is more time: until when, and until when there was. Raises Unfit where
    it is none.
    """
    due_at, before = until
    if due_at is None or due_at <= max(filter(None, (clock.now(), before))):
        raise Unfit("notice_later")
    said = _about(f"notice-extend-{token}", of, seat, is_synthetic=is_synthetic)
    return NoticeExtended(**said, due_at=due_at)


def numbers_in(text: str) -> tuple[NoticeNumber, ...]:
    """The numbers that lines ask for: a name, a blank, a unit. Raises Unfit for a line
    that is none, and for more than there may be.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_NUMBERS:
        raise Unfit("notice_many", most=MOST_NUMBERS)
    return tuple(map(_number, lines))


def _number(words: list[str]) -> NoticeNumber:
    name, unit = mask_line(" ".join(words[:-1])), mask_line(words[-1])
    fits = 0 < len(name) <= LONGEST_NAME and len(unit) <= LONGEST_UNIT
    if not fits:
        raise Unfit("notice_numbers")
    return NoticeNumber(name=name, unit=unit)


def _numbers(draft: Draft) -> tuple[NoticeNumber, ...]:
    counts = draft.sort == TASK and draft.asks == "answer"
    return numbers_in(draft.numbers) if counts else ()


def _about(entry_id: str, of: str, seat: Seat, *, is_synthetic: bool) -> dict[str, Any]:
    said = said_by(seat, entry_id, clock.now(), is_synthetic=is_synthetic)
    return said | {"notice": of}


def _asked(text: str, fault: str) -> str:
    if not text:
        raise Unfit(fault)
    return text


def _text(text: str) -> str:
    """As it is sent: masked like all that people write."""
    return mask_text(text.strip())[:LONGEST_SENT]


def _line(text: str) -> str:
    return mask_line(text.strip())[:LONGEST_LINE_SENT]

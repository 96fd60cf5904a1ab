"""Whose an item is now: who owns it, who is asked, who is at it, who supervises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.common.contents import Contents, Figure
from board.views.common.figures import epoch_ms
from board.views.items.page import owner_of, part_of_item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.viewer.page import Picture
    from board.views.items.page import Sheet


def holding(picture: Picture) -> Contents:
    """What is not there has no figure; what ended by itself neither."""
    return part_of_item(_holding)(picture)


def _holding(sheet: Sheet) -> Contents:
    return Contents(
        title=sheet.words("label.item_holding"),
        figures=(
            *_owner(sheet),
            *_asked(sheet),
            *_claim(sheet),
            *_extension(sheet),
            *_review(sheet),
            *_supervision(sheet),
        ),
    )


def _owner(sheet: Sheet) -> Iterator[Figure]:
    item = sheet.item
    yield _text(sheet, "owner", sheet.center(owner_of(sheet)))
    if item.lead_agency:
        yield _text(sheet, "lead", sheet.words.known("agency", item.lead_agency))
    if item.close_due_at and item.closed_at is None:
        yield _moment(sheet, "close_due_at", item.close_due_at, is_due=True)


def _asked(sheet: Sheet) -> Iterator[Figure]:
    last = sheet.item.handovers[-1] if sheet.item.handovers else None
    if last is None or last["ended_at"] is not None:
        return
    yield _text(sheet, "asked", sheet.unit(last["to_center"], last["to_agency"]))
    due_at = sheet.item.handover_dues[-1]
    yield _moment(sheet, "sign_due_at", due_at, is_due=True)


def _claim(sheet: Sheet) -> Iterator[Figure]:
    item = sheet.item
    if item.claimed_by is None or not _lasts(item.claimed_until, sheet):
        return
    unit = sheet.center(item.claimed_center)
    yield _text(sheet, "claimed_by", f"{unit} · {item.claimed_by}")
    yield _moment(sheet, "claimed_until", item.claimed_until)


def _extension(sheet: Sheet) -> Iterator[Figure]:
    item = sheet.item
    if item.extension_asked_by and _lasts(item.extension_asked_until, sheet):
        yield _text(sheet, "extension_asked_by", item.extension_asked_by)
        yield _moment(sheet, "extension_asked_to", item.extension_asked_to)


def _review(sheet: Sheet) -> Iterator[Figure]:
    """What was asked for on the ledger, until another person has decided it."""
    item = sheet.item
    if item.strike_off_asked_by is None:
        return
    yield _text(sheet, "strike_off_asked_by", item.strike_off_asked_by)
    yield _moment(sheet, "strike_off_asked_at", item.strike_off_asked_at)
    outcome = sheet.words.known("outcome", item.strike_off_outcome or "")
    yield _text(sheet, "strike_off_outcome", outcome)


def _supervision(sheet: Sheet) -> Iterator[Figure]:
    item = sheet.item
    if item.supervision is None:
        return
    level = sheet.words.known("supervision", item.supervision)
    yield Figure(
        level, key="supervision", name=sheet.words("field.supervision"), level="bad"
    )
    if item.supervision_number:
        yield _text(sheet, "supervision_number", item.supervision_number)
    is_due = item.supervision_replied_at is None
    yield _moment(
        sheet, "supervision_reply_by", item.supervision_reply_by, is_due=is_due
    )
    yield _moment(sheet, "supervision_replied_at", item.supervision_replied_at)


def _lasts(until: datetime | None, sheet: Sheet) -> bool:
    return until is None or until > sheet.now


def _text(sheet: Sheet, key: str, value: str) -> Figure:
    return Figure(value, key=key, name=sheet.words.known("field", key))


def _moment(
    sheet: Sheet, key: str, value: datetime | None, *, is_due: bool = False
) -> Figure:
    """A moment; one that something was due at is late when it is over."""
    is_late = is_due and value is not None and value < sheet.now
    return Figure(
        epoch_ms(value),
        "moment",
        key=key,
        name=sheet.words.known("field", key),
        level="bad" if is_late else "",
    )

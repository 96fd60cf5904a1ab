"""Items page by page, and one of them whole."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.reads import system_rows
from board.reads.rounds import asked
from board.reads.system_rows import Offered
from board.viewer.page import Picture
from board.views.items.asking import questions_of
from board.views.items.page import sheet_of
from board.views.systems.answers import Items, WholeItem
from board.views.systems.items import items as told
from board.views.systems.whole import whole
from board.web.systems.changing import newest
from board.web.systems.cursors import (
    Passed,
    cursor_from,
    grant_of,
    moment_at,
    text_of,
    us_of,
)
from board.web.systems.parameters import rows_of
from board.web.systems.problems import not_there, start_anew

if TYPE_CHECKING:
    from board.web.systems.asking import Asking

MOST_LOOKED_AT = 20_000
"""So many items one page looks at, however few of them are the reader's."""
OFFERED = "offered"
AHEAD = timedelta(days=1)
"""Clocks of brokers may be ahead: nothing is newer than that."""


def items(asking: Asking) -> tuple[Items, int]:
    """A page of items, and how many. Raises Refusal and HubGone."""
    start = _start(asking)
    rows, onward = _page(asking, start)
    found = Items(
        as_of=asking.now,
        items=told(rows, asking.reader),
        next=text_of(onward) if onward else None,
        changes_after=start.changes,
        synthetic=asking.is_synthetic,
    )
    return found, len(found.items)


def item(asking: Asking) -> tuple[WholeItem, int]:
    """One item. Raises Refusal, in the same words for one that there is not and one
    that the reader does not see, and HubGone.
    """
    named = {"kind": asking.path["kind"], "id": asking.path["id"]}
    asked_of = Picture(
        snapshot=asking.service.snapshot,
        page="item",
        scope=asking.scope,
        language="zh",
        now=asking.now,
        choices=named,
        seat=asking.system.seat,
    )
    questions = questions_of(asked_of)
    if not questions:
        raise _lost(named)
    offered = asked("offered_item", **asking.seat_of, **named)
    answers = asking.round(**questions, offered=offered)
    row = answers.first(OFFERED, Offered)
    sheet = sheet_of(structs.replace(asked_of, answers=answers))
    if row is None or sheet is None:
        raise _lost(named)
    return whole(sheet, row, asking.reader), 1


def _page(asking: Asking, start: Passed) -> tuple[tuple[Offered, ...], Passed | None]:
    """The rows of a page, and where the next begins: behind the last row of a full
    one, else behind all that was looked at; None where there is nothing more.
    """
    most = rows_of(asking.given)
    looked = {
        **_wanted(asking),
        "before_at": moment_at(start.received_us),
        "after_kind": start.kind,
        "after_id": start.item_id,
        "most_rows": MOST_LOOKED_AT,
    }
    status = asking.given.get("status", "")
    page = asked(
        "offered_page", **looked, **asking.seat_of, status=status, row_limit=most
    )
    answers = asking.round(page=page, until=asked("offered_until", **looked))
    rows = answers.rows("page", Offered)
    (until,) = answers.rows("until", system_rows.Passed)
    if len(rows) == most:
        return rows, _onward(start, rows[-1])
    is_more = until.passed == MOST_LOOKED_AT
    return rows, _onward(start, until) if is_more else None


def _lost(named: dict[str, str]) -> Exception:
    return not_there(f"The reader sees no {named['kind'][:32]} of that id.")


def _wanted(asking: Asking) -> dict[str, Any]:
    """What the filters say; '' and 0 are any."""
    given = asking.given
    division = asking.geography.divisions[asking.scope]
    return {
        "only_kind": given.get("kind", ""),
        "category": given.get("category", ""),
        "severity": given.get("severity", ""),
        "within_scope": int("scope" in given),
        "low": division.low,
        "high": division.high,
    }


def _start(asking: Asking) -> Passed:
    """The changes are known from before the first page on: what comes meanwhile is told
    by them.
    """
    grant = grant_of(asking.system)
    if "after" not in asking.given:
        changes = text_of(newest(asking))
        return Passed(grant, us_of(asking.now + AHEAD), "", "", changes)
    passed = cursor_from(asking.given["after"], Passed)
    if passed.grant != grant:
        raise start_anew("What the reader may has changed since.")
    return passed


def _onward(start: Passed, last: Offered | system_rows.Passed) -> Passed:
    received_us = us_of(last.received_at)
    kind, item_id = last.kind or "", last.item_id or ""
    return Passed(start.grant, received_us, kind, item_id, start.changes)

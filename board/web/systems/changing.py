"""What changed since a cursor, each change once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import structs

from board.reads.rounds import asked
from board.reads.system_rows import Ahead, BatchBefore, Changed
from board.views.systems.answers import Changes
from board.views.systems.items import changes as told
from board.web.systems.cursors import (
    END,
    Place,
    cursor_from,
    grant_of,
    text_of,
    us_of,
)
from board.web.systems.parameters import moment_of, rows_of
from board.web.systems.problems import start_anew, unfit

if TYPE_CHECKING:
    from board.web.systems.asking import Asking

MOST_BATCHES, MOST_MESSAGES = 5_000, 20_000
"""So much of the logs one page looks through, however little of it is the reader's."""


class Page(NamedTuple):
    """The rows of a page, and how far it looked."""

    rows: tuple[Changed, ...]
    ahead: Ahead
    is_full: bool


def changes(asking: Asking) -> tuple[Changes, int]:
    """A page of changes, and how many. Raises Refusal and HubGone."""
    start = _start(asking)
    page = _page(asking, start)
    _check(start, page.ahead)
    onward = _onward(start, page)
    found = Changes(
        as_of=asking.now,
        changes=told(page.rows, asking.reader),
        next=text_of(onward),
        has_more=page.is_full or onward.batch < (page.ahead.last_batch or 0),
        synthetic=asking.is_synthetic,
    )
    return found, len(found.changes)


def newest(asking: Asking) -> Place:
    """The end of all changes. Raises HubGone."""
    batch = asking.service.reads.last_batch()
    grant = grant_of(asking.system)
    if batch is None:
        return Place(grant)
    return Place(
        grant,
        batch.batch_no,
        written_us=us_of(batch.written_at),
        began_us=us_of(batch.began_at),
    )


def _start(asking: Asking) -> Place:
    given, grant = asking.given, grant_of(asking.system)
    if "after" in given and "since" in given:
        detail = "It is there beside `after`."
        raise unfit("since", detail, "Send one of both.")
    if "since" in given:
        since = asked("changes_since", since_at=moment_of(given["since"]))
        found = asking.round(since=since).first("since", BatchBefore)
        written_us = us_of(found.written_at) if found else 0
        return Place(grant, found.batch_no if found else 0, written_us=written_us)
    if "after" not in given:
        return Place(grant)
    place = cursor_from(given["after"], Place)
    if place.grant != grant:
        raise start_anew("What the reader may has changed since.")
    return place


def _page(asking: Asking, start: Place) -> Page:
    window: dict[str, Any] = {
        "batch_no": start.batch,
        "most_batches": MOST_BATCHES,
        "most_messages": MOST_MESSAGES,
    }
    most = rows_of(asking.given)
    answers = asking.round(
        ahead=asked("changes_ahead", **window),
        page=asked(
            "changes_page",
            **window,
            **asking.seat_of,
            after_kind=start.kind,
            after_id=start.item_id,
            only_kind=asking.given.get("kind", ""),
            row_limit=most,
        ),
    )
    rows = answers.rows("page", Changed)
    (ahead,) = answers.rows("ahead", Ahead)
    return Page(rows, ahead, len(rows) == most)


def _check(start: Place, ahead: Ahead) -> None:
    """Raises Refusal for a cursor of another store, or of this one before it was built
    anew.
    """
    is_of_store = us_of(ahead.cursor_at) == start.written_us
    is_of_age = start.began_us in (0, us_of(ahead.began_at))
    if start.batch and not (is_of_store and is_of_age):
        raise start_anew("The store was built anew since, and counts anew.")


def _onward(start: Place, page: Page) -> Place:
    """Behind the last row of a full page, else behind all that was looked through."""
    began = structs.replace(start, began_us=us_of(page.ahead.began_at))
    if page.is_full:
        last = page.rows[-1]
        written = us_of(last.written_at)
        return structs.replace(
            began,
            batch=last.batch_no,
            kind=last.kind,
            item_id=last.item_id,
            written_us=written,
        )
    if page.ahead.until_batch is None:
        return start
    written = us_of(page.ahead.until_at)
    return structs.replace(
        began,
        batch=page.ahead.until_batch,
        kind=END,
        item_id="",
        written_us=written,
    )

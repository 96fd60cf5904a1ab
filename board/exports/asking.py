"""Pages as documents, asked for without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.exports.pages import document, document_of
from board.picture.past import all_of, picture_of
from board.viewer.answers import answered
from board.viewer.page import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.exports.document import Document
    from board.exports.pages import Wish
    from board.picture.past import Moments
    from board.picture.snapshot import Snapshot
    from board.reads.reads import Reads
    from board.reads.rounds import Moment
    from board.viewer.page import Page


def asked_document(
    wish: Wish,
    page: Page,
    choices: Mapping[str, str],
    *,
    known: Snapshot,
    reads: Reads,
    past: Moment | None = None,
) -> Document:
    """The page as it is when it is made, or as of a past moment; `known` has the
    register. Raises HubGone.
    """
    asked = Picture(
        snapshot=known,
        page=page.name,
        scope=wish.scope,
        language=wish.language,
        now=past.at if past else wish.made_at,
        choices=choices,
    )
    found = with_besides(page, answered(page, asked, reads, past), reads)
    return document_of(wish, page, found)


def with_besides(page: Page, picture: Picture, reads: Reads) -> Picture:
    """The picture with what its page stands beside, of the very moment that it was
    answered at. Raises HubGone.
    """
    if not page.beside or picture.answers is None:
        return picture
    is_whole = picture.snapshot.pulse.is_whole
    then = all_of(picture.answers.moment, is_whole=is_whole)
    snapshot = picture_of(then, picture.snapshot, reads)
    return structs.replace(picture, snapshot=snapshot)


def whole(page: Page, picture: Picture, reads: Reads) -> Picture:
    """The picture with all rows of its lists, of the very moment that it shows. Raises
    HubGone.
    """
    more = page.working.whole if page.working else {}
    if not more or picture.answers is None:
        return picture
    asked = structs.replace(picture, choices={**picture.choices, **more})
    return answered(page, asked, reads, picture.answers.moment)


def document_then(
    wish: Wish,
    page: Page,
    choices: Mapping[str, str],
    stood_on: Moments,
    *,
    known: Snapshot,
    reads: Reads,
) -> Document:
    """Any page as of past moments; raises HubGone. `known` has the register."""
    if page.working is None:
        return document(wish, page, picture_of(stood_on, known, reads))
    past = stood_on.pulse
    return asked_document(wish, page, choices, known=known, reads=reads, past=past)

"""What proves the entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.clock import SHANGHAI
from board.reads.audit_rows import DeskLink
from board.views.audit.asking import HEAD, LINK, chosen
from board.views.common.contents import Contents, Figure, Notice
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture


def chain(picture: Picture) -> Contents:
    """Figures `entries`, `head` and `head_at`; of a link that was written down whether
    it stands in the chain, and where.
    """
    words = picture.words
    head = picture.answered.first(HEAD, DeskLink)
    return Contents(
        title=words("audit.chain"),
        note=words("audit.chain_note"),
        notices={
            "seats": Notice(text=words("audit.no_logins")),
            **_told(picture),
        },
        figures=(
            Figure(
                head.position_no if head else 0,
                "count",
                key="entries",
                name=words("audit.chained"),
            ),
            Figure(
                epoch_ms(head.record_at) if head else None,
                "moment",
                key="head_at",
                name=words("audit.head_at"),
            ),
            Figure(
                head.link if head else None,
                "text",
                key="head",
                name=words("audit.head"),
            ),
        ),
    )


def _told(picture: Picture) -> dict[str, Notice]:
    """What there is to say of the link that the address names."""
    words, asked = picture.words, picture.choices.get("head", "")
    if not asked:
        return {}
    if not chosen(picture).head:
        return {"given": Notice(text=words("audit.no_link"), level="warn")}
    found = picture.answered.first(LINK, DeskLink)
    if found is None:
        return {"given": Notice(text=words("audit.unknown_link"), level="bad")}
    return {"given": Notice(text=_until(found, words), level="good")}


def _until(found: DeskLink, words: Texts) -> str:
    at = found.record_at.astimezone(SHANGHAI)
    return words(
        "audit.known_link", n=found.position_no, time=f"{at:%Y-%m-%d %H:%M:%S}"
    )

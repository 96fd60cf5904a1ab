"""The hubs that this board may ask: which one answers, and how far the others are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.hubs_seen import STILL
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from board.look.formats import Form
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads.hubs_seen import HubSeen

FORMS: dict[str, Form] = {
    "order": "count",
    "address": "code",
    "asked": "text",
    "since": "moment",
    "answers": "text",
    "status": "text",
    "lacks": "count",
    "detail": "text",
}


def hubs(snapshot: Snapshot, words: Texts) -> Contents:
    """Each in the order in which it is preferred; nothing where there is one alone."""
    seen = snapshot.hubs.hubs
    if len(seen) < 2:  # noqa: PLR2004 - one alone is no choice
        return Contents()
    columns = (
        Column(key="key", form="code"),
        *(
            Column(key=key, form=form, name=words(f"hubs.{key}"))
            for key, form in FORMS.items()
        ),
    )
    found = (_row(place, one, words) for place, one in enumerate(seen, start=1))
    return Contents(
        title=words("label.hubs"),
        note=words("label.hubs_note"),
        tables=(table("hubs", columns, found),),
    )


def _row(place: int, one: HubSeen, words: Texts) -> dict[str, Any]:
    """An error of the wire is in its own words, in which only operators read."""
    answers = not one.why or one.why in STILL
    return {
        "key": one.address,
        "order": place,
        "address": one.address,
        "asked": words("hubs.in_use") if one.is_asked else None,
        "since": epoch_ms(one.since),
        "answers": words.known("hubs_why", one.why or "none"),
        "status": words.known("hub_status", one.status) if answers else None,
        "lacks": one.lacks,
        "detail": one.detail or None,
    }

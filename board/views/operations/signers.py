"""Who signs what is sent, who does not, and whose signature was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.operations.pipeline import topic_name

if TYPE_CHECKING:
    from board.look.formats import Form
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads.health import HubSigner

FORMS: dict[str, Form] = {
    "topic": "text",
    "signer": "text",
    "source": "text",
    "signed": "count",
    "unsigned": "count",
    "refused": "count",
    "reason": "text",
    "valid_until": "moment",
}


def signers(snapshot: Snapshot, words: Texts) -> Contents:
    """The hub's word on each sender; nothing where no signature is looked at."""
    health = snapshot.health
    if health is None or not health.signers_edition:
        return Contents()
    columns = (
        Column(key="key", form="code"),
        *(
            Column(key=key, form=form, name=words(f"signer.{key}"))
            for key, form in FORMS.items()
        ),
    )
    found = (_row(one, words) for one in health.signers)
    return Contents(
        title=words("label.signers"),
        note=words("label.signers_note", edition=health.signers_edition),
        tables=(table("signers", columns, found),),
    )


def _row(one: HubSigner, words: Texts) -> dict[str, Any]:
    return {
        "key": f"{one.topic}|{one.signer}|{one.source}",
        "topic": topic_name(one.topic, words) if one.topic else None,
        "signer": one.signer or words("signer.none"),
        "source": words.known("source", one.source) if one.source else None,
        "signed": one.signed,
        "unsigned": one.unsigned,
        "refused": one.refused,
        "reason": words.known("reason", one.reason) if one.reason else None,
        "valid_until": epoch_ms(one.valid_until),
    }

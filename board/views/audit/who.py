"""A seat as the audit names it, and with logins who took it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.viewer.seat import NOBODY, SYSTEM
from board.views.common.contents import Column

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.audit_rows import Audited, Foreign, ItemLook, Unusual


DEMO = "demo-"
"""So begins what wrote without a login."""


def columns(words: Texts) -> tuple[Column, ...]:
    """Center, role and agency."""
    return (
        Column(key="center", name=words("audit.center")),
        Column(key="by", name=words("audit.by")),
        Column(key="agency", name=words("audit.agency")),
    )


def cells(
    one: Audited | Unusual | Foreign | ItemLook, words: Texts, geography: Geography
) -> dict[str, Any]:
    """What stands in them; a center that is in no register by its code."""
    role = one.acting_role or ""
    return {
        "center": center_name(one.acting_center, geography),
        "by": _by(role, one.actor, words),
        "agency": words.known("agency", one.agency) if one.agency else None,
    }


def _by(role: str, actor: str, words: Texts) -> str:
    """A demo identity says no more than its role."""
    if not role:
        return _unseated(actor, words)
    known = words.known("role", role)
    return known if actor.startswith(DEMO) else f"{known} · {actor}"


def _unseated(actor: str, words: Texts) -> str:
    """Another system by its name, whoever is not known as that."""
    if actor.startswith(SYSTEM):
        return words("audit.system", name=actor.removeprefix(SYSTEM))
    return words("audit.nobody") if actor == NOBODY else actor


def center_name(code: int, geography: Geography) -> str:
    known = geography.centers.get(code)
    return known.name if known else str(code)


def what_of(what: str, words: Texts) -> str:
    """What was done, in words."""
    return words.known("audit.what", what)

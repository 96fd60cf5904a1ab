"""Another version of an item: what it says again, and what may be said anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from board.desk import forms
from board.desk.registering import IMPORTED, Identity
from board.look.clock import SHANGHAI
from board.viewer.seat import CODE_LENGTH

if TYPE_CHECKING:
    from board.desk.said import Raw
    from board.picture.geography import Geography
    from board.reads.rows_registration import ItemNow

WRITTEN = "%Y-%m-%d %H:%M:%S"
ALIKE = ("scale", "tags", "campaign", "party_hash")
"""What the store keeps as it was sent."""


def is_registered_here(source: str | None, item_id: str) -> bool:
    """Whether an item came from this board, and so is corrected by it."""
    return source == forms.SOURCE or item_id.startswith(IMPORTED)


def is_correctable(item: ItemNow, geography: Geography, center: int) -> bool:
    """Whether it was registered or imported here, where this center sees it: a source
    counts the versions of its own items itself.
    """
    is_known = item.kind in {one.kind for one in forms.registrable()}
    is_ours = is_registered_here(item.source, item.item_id)
    return is_known and is_ours and geography.sees(center, item.division_code)


def values_of(item: ItemNow) -> dict[str, Raw]:
    """What stands in the form of a correction before somebody changes it."""
    own = _own(item)
    said = {
        "category": item.category,
        "division_code": _code(item.division_code),
        "occurred_at": item.occurred_at.astimezone(SHANGHAI).strftime(WRITTEN),
        "title": item.title,
        "description": item.description or "",
    }
    return {field: said.get(field, own.get(field)) for field in forms.asked(item.kind)}


def next_version(item: ItemNow) -> Identity:
    """The same item, one version on."""
    return Identity(
        id=item.item_id,
        version=item.version + 1,
        reported_at=item.reported_at,
        source=item.source,
        source_ref=item.source_ref,
    )


def kept_of(item: ItemNow, division_code: str) -> dict[str, Any]:
    """What a correction leaves as it is; a position only where the place stays."""
    said = {name: getattr(item, name) for name in ALIKE}
    if division_code == _code(item.division_code):
        said |= {"longitude": item.longitude, "latitude": item.latitude}
    known = {*forms.types(forms.stream_of(item.kind).struct)} - {
        *forms.asked(item.kind)
    }
    said |= {name: value for name, value in _own(item).items() if name in known}
    return {name: value for name, value in said.items() if value is not None}


def _own(item: ItemNow) -> dict[str, Any]:
    return msgspec.json.decode(item.details, type=dict[str, Any])


def _code(division: int) -> str:
    return f"{division:0{CODE_LENGTH}d}"

"""The ways from an item out of the board: to its source system, to its video."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.links import LinkTemplate
    from board.reads.item_rows import WholeItem


def ways_of(item: WholeItem, templates: Mapping[str, LinkTemplate]) -> dict[str, str]:
    """The address of each way by its name; none where the item does not say what its
    template asks for.
    """
    given = _fields(item)
    found = {way: template.to(given) for way, template in templates.items()}
    return {way: address for way, address in found.items() if address}


def _fields(item: WholeItem) -> dict[str, str]:
    """What a template may name: a field of the item or of its kind's details."""
    own = msgspec.json.decode(item.details or "{}", type=dict[str, Any])
    said = {
        "kind": item.kind,
        "id": item.item_id,
        "source": item.source,
        "source_ref": item.source_ref,
        "camera_id": own.get("camera_id"),
    }
    return {name: value for name, value in said.items() if value}

"""Two items that look like one matter and are not (不是同一事项)."""

from streams.entries.entry import DeskEntry
from streams.events import Code, Identifier, Kind


class KeptApart(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="kept_apart",
):
    """Two items stay apart: the pair is not offered for merging again. Nothing of the
    handling of either changes by it. It may be an agency at the acting center that
    says so.
    """

    kind: Kind
    item_id: Identifier
    other_kind: Kind
    other_id: Identifier
    agency: Code | None = None

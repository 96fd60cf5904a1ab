"""What each version of an item changed against the one that counted before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from board.views.common.figures import epoch_ms
from board.views.items.about import FORMS, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from board.look.formats import Form, Scalar
    from board.reads.item_rows import ItemVersion
    from board.views.items.page import Sheet

TEXTS = ("title", "description")
MOMENTS = ("occurred_at", "reported_at")
DEGREES = ("longitude", "latitude")
TOLD_OF_PARTY = 6
"""So many digits of its hash tell that it is another party."""
CODES = ("severity", "scale", "spread", "source", "campaign")


class Change(NamedTuple):
    """One field of a version, as it was and as it is."""

    version: ItemVersion
    field: str
    form: Form
    before: Scalar
    after: Scalar


class Step(NamedTuple):
    """A version, the one that counted before it came, and whether it counts itself."""

    version: ItemVersion
    before: ItemVersion | None
    counts: bool


def steps(versions: Iterable[ItemVersion]) -> Iterator[Step]:
    """In the order in which they came; what came after a higher one does not count."""
    best: ItemVersion | None = None
    for one in versions:
        counts = best is None or _rank(one) >= _rank(best)
        yield Step(one, best, counts)
        best = one if counts else best


def changes(found: Iterable[Step], sheet: Sheet) -> Iterator[Change]:
    """What each version that counts changed."""
    for one in found:
        if one.before is not None and one.counts:
            yield from _between(one.before, one.version, sheet)


def _rank(one: ItemVersion) -> tuple[int, int]:
    return one.version, one.content_hash


def _between(before: ItemVersion, after: ItemVersion, sheet: Sheet) -> Iterator[Change]:
    then, now = _said(before, sheet), _said(after, sheet)
    for field in dict.fromkeys((*then, *now)):
        nothing: tuple[Form, Scalar] = ("text", None)
        (form, old), (new_form, new) = then.get(field, nothing), now.get(field, nothing)
        if old != new:
            yield Change(after, field, new_form if new is not None else form, old, new)


def _said(one: ItemVersion, sheet: Sheet) -> dict[str, tuple[Form, Scalar]]:
    """All that a version says and its viewer may read, by field."""
    words = sheet.words
    found: dict[str, tuple[Form, Scalar]] = {
        "division": ("text", sheet.geography.place(one.division_code)),
        "category": ("text", words.category(sheet.item.kind, one.category)),
        **{key: ("text", _coded(sheet, key, getattr(one, key))) for key in CODES},
        **{key: ("moment", epoch_ms(getattr(one, key))) for key in MOMENTS},
        "source_ref": ("code", one.source_ref),
        "tags": ("text", _tags(one, sheet)),
        "party_hash": ("text", (one.party_hash or "")[:TOLD_OF_PARTY] or None),
        **{key: ("text", sheet.text(getattr(one, key))) for key in TEXTS},
        **_details(one, sheet),
    }
    return found | _place(one, sheet)


def _place(one: ItemVersion, sheet: Sheet) -> dict[str, tuple[Form, Scalar]]:
    """A point, but of what is never shown where it is."""
    return {key: ("degrees", getattr(one, key)) for key in DEGREES if sheet.has_point}


def _details(one: ItemVersion, sheet: Sheet) -> dict[str, tuple[Form, Scalar]]:
    given = msgspec.json.decode(one.details or "{}", type=dict[str, Any])
    return {
        key: (FORMS[key], value)
        if key in FORMS
        else ("text", _coded(sheet, key, value))
        for key, value in given.items()
    }


def _tags(one: ItemVersion, sheet: Sheet) -> str | None:
    tags = (named(sheet, "tag", tag) for tag in one.tags or ())
    return sheet.words.listed(tags) or None


def _coded(sheet: Sheet, key: str, value: Any) -> str | None:
    return None if value is None else named(sheet, key, value)

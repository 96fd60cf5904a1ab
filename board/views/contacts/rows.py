"""What every list of duty telephones is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import structs

from board.viewer.rights import STAFF
from board.views.common.contents import Column, table
from board.views.items.page import said_only
from sql.reference.contacts import by_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from sql.reference.contacts import Contact


class Line(NamedTuple):
    """Whom a line names, and why he is to be called; without a post none is listed."""

    why: str
    unit: str
    contact: Contact | None = None


def is_told(picture: Picture) -> bool:
    """Telephones are for people of centers and agencies; outside nobody sits."""
    return picture.seat.role in STAFF


def posts_of(center: int, agency: str = "") -> Sequence[Contact]:
    """The posts of a center, or of an agency there; none where none is listed."""
    return by_place().get((center, agency), ())


def nearest(
    center: int, agency: str, geography: Geography
) -> tuple[int, Sequence[Contact]]:
    """The posts of an agency at a center, else at the next one above that lists some:
    the center and its posts.
    """
    for one in (center, *geography.above(center)):
        if found := posts_of(one, agency):
            return one, found
    return center, ()


def unit_of(center: int, agency: str, geography: Geography, words: Texts) -> str:
    """A center, or an agency there."""
    known = geography.centers.get(center)
    named = words.known("agency", agency) if agency else ""
    return " · ".join(filter(None, (known.name if known else "", named)))


def listed(name: str, lines: Iterable[Line], words: Texts) -> Table:
    """The lines as a table; `call_phone` is what a telephone dials."""
    columns = (
        *(Column(key=key, form="code") for key in ("key", "call_phone")),
        Column(key="why", name=words("contacts.why")),
        Column(key="unit", name=words("contacts.unit")),
        Column(key="post", name=words("contacts.post")),
        Column(key="phone", name=words("contacts.phone")),
        Column(key="note", name=words("contacts.note_of")),
    )
    rows = [_row(number, one, words) for number, one in enumerate(lines)]
    return table(name, said_only(columns, rows), rows, of_items=True)


def note_of(found: Table, words: Texts) -> tuple[str, Table]:
    """What is to be known of all numbers, and the table: what every line says alike is
    said once.
    """
    notes = {one for one in found.values("note") if one}
    if len(notes) != 1:
        return words("contacts.note"), found
    columns = tuple(
        structs.replace(one, name="") if one.key == "note" else one
        for one in found.columns
    )
    said = f"{words('contacts.note')} · {notes.pop()}"
    return said, structs.replace(found, columns=columns)


def _row(number: int, one: Line, words: Texts) -> dict[str, Any]:
    contact = one.contact
    return {
        "key": str(number),
        "call_phone": contact.phone if contact else "",
        "why": one.why,
        "unit": one.unit,
        "post": contact.post if contact else "",
        "phone": contact.phone if contact else words("contacts.none"),
        "note": contact.note if contact else "",
    }

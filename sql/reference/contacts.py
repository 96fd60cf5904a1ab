"""通讯录 as plain rows: the duty telephones of posts, never of persons."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sql.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "suizhou/contacts.csv"


class Contact(NamedTuple):
    """A post with its telephone: of a center, of an agency there, or of a site that
    lies in its range; what it is not of is ''.
    """

    center_code: int
    agency_code: str
    site_code: str
    post: str
    phone: str
    note: str


@cache
def by_place() -> Mapping[tuple[int, str], Sequence[Contact]]:
    """The posts of a center, or of an agency there, as they are listed."""
    found: dict[tuple[int, str], list[Contact]] = defaultdict(list)
    for one in _every():
        if not one.site_code:
            found[one.center_code, one.agency_code].append(one)
    return dict(found)


@cache
def by_site() -> Mapping[str, Contact]:
    """The first post of each site that has one."""
    return {one.site_code: one for one in reversed(_every()) if one.site_code}


@cache
def _every() -> Sequence[Contact]:
    return [
        Contact(
            int(row["center_code"]),
            row["agency_code"],
            row["site_code"],
            row["post"],
            row["phone"],
            row["note"],
        )
        for row in table(FILE)
    ]

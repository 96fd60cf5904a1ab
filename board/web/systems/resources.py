"""What can be read: one line a resource, which is routed by and told to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from board.look.codes import categories, kinds, statuses
from board.look.texts import LANGUAGES
from board.look.theme import SEVERITY_SHAPES
from board.views.systems.answers import Changes, Indicators, Items, WholeItem
from board.web.systems.changing import changes
from board.web.systems.figuring import PERIOD, indicators
from board.web.systems.listing import item, items
from board.web.systems.parameters import (
    AFTER,
    LIMIT,
    SCOPE,
    SINCE,
    Parameter,
    one_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from msgspec import Struct

    from board.web.systems.asking import Asking


class Resource(NamedTuple):
    """Its name, as it is granted and audited, its path, what it says, the page of the
    board that says the same, what it can be asked for, its answer, and who makes it
    with how many rows that has.
    """

    name: str
    path: str
    says: str
    page: str
    parameters: tuple[Parameter, ...]
    answer: type[Struct]
    make: Callable[[Asking], tuple[Any, int]]


KIND = one_of("kind", kinds(), "items of one stream")
RESOURCES = (
    Resource(
        "items",
        "/items",
        "What the reader sees, newest first, page by page.",
        "items",
        (
            KIND,
            one_of("status", statuses(), "items whose status counts as this now"),
            one_of(
                "category",
                (code for kind in kinds() for code in categories(kind)),
                "items of one category of their stream",
            ),
            one_of("severity", SEVERITY_SHAPES, "items of one common severity"),
            *(SCOPE, LIMIT, AFTER),
        ),
        Items,
        items,
    ),
    Resource(
        "item",
        "/items/{kind}/{id:path}",
        "One item with its moves, hand-overs, tasks and deadlines.",
        "item",
        (
            Parameter(
                name="kind", says="its stream", remedy="", choices=kinds(), where="path"
            ),
            Parameter(name="id", says="its id at its source", remedy="", where="path"),
        ),
        WholeItem,
        item,
    ),
    Resource(
        "changes",
        "/changes",
        "What changed of what the reader sees, oldest first, each change once; from the"
        " beginning of the store without `after` and `since`.",
        "items",
        (KIND, AFTER, SINCE, LIMIT),
        Changes,
        changes,
    ),
    Resource(
        "indicators",
        "/indicators",
        "Every figure of the dictionary in a division and a period.",
        "indicators",
        (
            *(SCOPE, PERIOD),
            one_of("lang", LANGUAGES, "the language of names and formulas"),
        ),
        Indicators,
        indicators,
    ),
)

"""The page of one item as somebody sees it, from messages in a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.pages.list import ITEM, PAGES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.items.page import Sheet, sheet_of
from streams.events import HANDLING_TOPIC
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, TOWN, OTHER_TOWN = 421300000000, "421321101000", "421303001000"
HOUR = timedelta(hours=1)
NOW = START + 230 * HOUR
PAGE = next(one for one in PAGES if one.name == "item")
STAFF = Seat("staff", CITY)
WRITTEN = "排水沟走向争执"
Row = dict[str, Any]


def moved(intake: Intake, name: str, hours: float, **fields: Any) -> None:
    """A move of the dispute that was made when it was recorded."""
    at = START + hours * HOUR
    made = {"move_id": f"{name}-{hours}", "moved_at": at.isoformat()} | fields
    number = made.pop("number", None)
    move = intake.moved("dispute", name, **made)
    more = {"number": number} if number else {}
    intake.take((HANDLING_TOPIC, move | more, at))


class Shown:
    """An item as somebody sees it."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self.reads = Reads(intake.store)
        self.asked = Picture(
            snapshot=snapshot,
            page="item",
            scope=CITY,
            language="zh",
            now=NOW,
            choices={"kind": "dispute", "id": "dispute-1"},
            seat=STAFF,
        )

    def picture(self, **changes: Any) -> Picture:
        at: datetime | None = changes.pop("at", None)
        asked = structs.replace(self.asked, **changes)
        page = next(one for one in PAGES if one.name == asked.page)
        if at is None:
            return answered(page, asked, self.reads)
        asked = structs.replace(asked, now=at)
        return answered(page, asked, self.reads, self.reads.moment(at))

    def part(self, name: str, **changes: Any) -> Contents:
        contents: Contents = ITEM.parts[name](self.picture(**changes))
        return contents

    def rows(self, part: str, table: str, **changes: Any) -> list[Row]:
        return list(self.part(part, **changes).table(table).records())

    def sheet(self) -> Sheet:
        found = sheet_of(self.picture())
        assert found
        return found

    def all(self, **changes: Any) -> list[Contents]:
        picture = self.picture(**changes)
        return [make(picture) for make in ITEM.parts.values()]


def values(contents: Contents) -> Mapping[str, Any]:
    """The figures of a part by their keys."""
    return {one.key: one.value for one in contents.figures}

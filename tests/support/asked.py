"""The working pages of one city, as a seat has them answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.pages.list import PAGES
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from tests.support.doors import Shut, maker_of

if TYPE_CHECKING:
    from datetime import datetime

    from board.viewer.seat import Seat
    from tests.support.city import City

BY_NAME = {page.name: page for page in PAGES}


class Asked:
    """Pages of a city at a moment."""

    def __init__(self, city: City, now: datetime) -> None:
        maker = maker_of(Shut(city.store))
        maker.tick(now)
        self.now, self.snapshot = now, maker.snapshot
        self._reads = Reads(city.store)

    def picture(
        self,
        page: str,
        seat: Seat,
        item: str = "grave-0",
        at: datetime | None = None,
        **more: Any,
    ) -> Picture:
        """An answered page, about one of the grave incidents where it is of an item."""
        who = {"role": seat.role, "seat": str(seat.center_code)}
        who |= {"agency": seat.agency_code} if seat.agency_code else {}
        asked = Picture(
            snapshot=self.snapshot,
            page=page,
            scope=self.snapshot.geography.home(seat.center_code),
            language=str(more.get("language", "zh")),
            now=at or self.now,
            choices={"kind": "incident", "id": item, TITLES: "1"} | who,
            seat=seat,
        )
        return self.answered(asked)

    def answered(self, picture: Picture) -> Picture:
        """A picture with the answers to what its choices ask."""
        return answered(BY_NAME[picture.page], picture, self._reads)

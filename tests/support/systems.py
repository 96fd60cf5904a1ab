"""Other systems (演示数据) that read a board on a synthetic city, without a server."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette

from board.desk.entries import Desk
from board.logins.systems import COLUMNS
from board.logins.tokens import token_hash
from board.look import clock
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.web.systems.routes import system_routes
from tests.support.city import City
from tests.support.doors import Shut
from tests.support.users import CITY, COUNTY, TOWN, Answer, told

if TYPE_CHECKING:
    from concurrent.futures import Future

    from starlette.types import ASGIApp

    from streams.entries.entry import DeskEntry

TOKEN = "cgc_a-synthetic-token-of-{name}"  # noqa: S105 - of nobody
EVERYTHING = "items changes indicators titles"
SOME = (
    ("city", {"center_code": str(CITY), "reads": EVERYTHING}),
    ("county", {"center_code": str(COUNTY), "reads": "items changes"}),
    ("town", {"center_code": str(TOWN), "reads": EVERYTHING}),
    ("fire", {"center_code": str(COUNTY), "agency": "fire", "reads": EVERYTHING}),
    ("past", {"center_code": str(CITY), "valid_to": "2020-01-01"}),
    ("nowhere", {"center_code": "999999999999"}),
)


def token_of(name: str) -> str:
    return TOKEN.format(name=name)


def line(name: str, **said: str) -> str:
    """A line of the file."""
    usual = {"name": name, "shown": name, "token": token_hash(token_of(name))}
    row = usual | {"center_code": str(CITY), "reads": "items"} | said
    return ",".join(row.get(column, "") for column in COLUMNS)


def systems_file(folder: Path, *lines: str, header: str = ",".join(COLUMNS)) -> Path:
    """Write the file so that only its owner may read it."""
    path = folder / "systems.csv"
    path.write_text("\n".join((header, *lines, "")), encoding="utf-8")
    path.chmod(0o600)
    return path


def read(
    app: ASGIApp, address: str, name: str = "city", *, method: str = "GET", **head: str
) -> Answer:
    """One request of a system; of nobody where `name` is empty."""
    bearer = {"authorization": f"Bearer {token_of(name)}"} if name else {}
    sort = {"type": "http", "method": method}
    message = {"type": "http.request", "body": b""}
    said = {"host": "board.example:8501", **bearer, **head}
    return told(app, sort, address, said, message)


class Kept(Desk):
    """A desk that keeps what is sent."""

    sent: list[DeskEntry]

    def send_behind(self, entry: DeskEntry) -> Future[None]:
        self.sent.append(entry)
        found = super().send_behind(entry)
        found.exception()
        return found

    def send(self, entry: DeskEntry) -> None:
        """It is where it belongs."""


class Reading:
    """A board that other systems read, over a city's store."""

    def __init__(self, home: Path, city: City, **settings: str) -> None:
        path = systems_file(home, *(line(name, **said) for name, said in SOME))
        given = {"CGC_HOME": str(home), "CGC_SYSTEMS": str(path)}
        given |= {"CGC_SYSTEMS_PER_MINUTE": "10000"} | settings
        self.city, self.door = city, Shut(city.store)
        self.service = Service(settings_from(given), self.door, PAGES)
        self.service.maker.tick(clock.now())
        outbox: Any = None
        self.desk = Kept(outbox, Reads(self.door))
        self.desk.sent = []
        self.service.desk = self.desk
        self.app = Starlette(routes=system_routes(self.service))

    def answer(self, address: str, name: str = "city", **more: Any) -> Answer:
        return read(self.app, f"/api/v1{address}", name, **more)

    def json(self, address: str, name: str = "city") -> dict[str, Any]:
        """What is answered, which is not refused."""
        found = self.answer(address, name)
        assert found.status == 200, found.text
        return msgspec.json.decode(found.text, type=dict[str, Any])

    def polled(
        self, name: str, after: str, limit: int = 500
    ) -> tuple[list[dict[str, Any]], str]:
        """All changes until there are no more, and the cursor behind them."""
        found: list[dict[str, Any]] = []
        while True:
            start = f"&after={after}" if after else ""
            page = self.json(f"/changes?limit={limit}{start}", name)
            found += page["changes"]
            after = page["next"]
            if not page["has_more"]:
                return found, after


def at(day: int, minute: int = 0) -> datetime:
    """A moment of a November, in Shanghai."""
    moment = datetime.fromisoformat(f"2026-11-{day:02d}T08:00:00+08:00")
    return moment.replace(hour=8 + minute // 60, minute=minute % 60)

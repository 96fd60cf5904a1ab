"""The way out of the board: written down first, opened only then, and for whom."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from board.desk.entries import Desk
from board.look import clock
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.web.middleware import Page
from board.web.opening import ADDRESS, way_out
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books
from tests.support.doors import Shut
from tests.support.intake import Intake

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "d\"'><i>&--"
COUNTY, OTHER = "421321000000", "421303000000"
HERE = "board.example:8501"
SEAT = {"role": "staff", "seat": COUNTY}
FORM = {
    "kind": "dispute",
    "id": "dispute-1",
    "way": "source",
    "reason": "核对 13912345678",
}
SETTINGS = {
    "CGC_SOURCE_LINK": "https://source.example/case?no={source_ref}&id={id}",
    "CGC_VIDEO_LINK": "https://video.example/{camera_id}",
}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Outside:
    """A board without Streamlit around it, asked as a browser would ask."""

    def __init__(self, home: Path) -> None:
        self.books = Books()
        intake = Intake(self.books.store)
        with intake.together():
            intake.event("dispute")
            intake.event("dispute", 2, id=HOSTILE, source_ref="**'a\"b**")
            intake.event("camera_alert", 3)
        self.door = Shut(self.books.store)
        settings = settings_from({"CGC_HOME": str(home), **SETTINGS})
        self.service = Service(settings, self.door, PAGES)
        self.service.maker.tick(clock.now())
        self.answer("")

    def answer(self, refusal: str) -> None:
        """From now on the broker answers, or refuses in these words."""
        outbox: Any = Sent(self.books, refusal)
        self.service.desk = Desk(outbox, Reads(self.books.store))

    def post(
        self,
        form: dict[str, str],
        seat: dict[str, str] | None = None,
        *,
        origin: str = f"http://{HERE}",
        method: str = "POST",
    ) -> Answer:
        sent: list[Any] = []
        query = urlencode(SEAT if seat is None else seat)

        async def receive() -> Any:
            body = urlencode(form).encode()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        headers = {"host": HERE, "origin": origin, "accept": "text/html"}
        scope = {
            "type": "http",
            "method": method,
            "path": ADDRESS,
            "query_string": query.encode(),
            "headers": [(key.encode(), one.encode()) for key, one in headers.items()],
        }
        route = Route(ADDRESS, way_out(self.service), methods=["POST"])
        inner = Starlette(routes=[route])
        asyncio.run(Page(inner, addresses=frozenset())(scope, receive, send))
        found = {key.decode(): one.decode() for key, one in sent[0]["headers"]}
        text = b"".join(one["body"] for one in sent[1:]).decode()
        return Answer(sent[0]["status"], found, text)

    def written(self) -> list[dict[str, Any]]:
        given = {"low": 0, "high": 10**12, "role": "", "what": "", "item_id": ""}
        given |= {"from_at": "2026-01-01", "until_at": "2100-01-01"}
        given |= {"center_code": 0, "page_no": 1, "row_limit": 100}
        return self.books.store.query("audit_page", **given).to_pylist()


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    return Outside(tmp_path_factory.mktemp("board"))


def test_it_is_written_down_and_leads_to_where_the_settings_say(
    outside: Outside,
) -> None:
    before = len(outside.written())
    answer = outside.post(FORM)
    assert answer.status == HTTPStatus.OK
    target = "https://source.example/case?no=R1&amp;id=dispute-1"
    assert f'content="0;url={target}"' in answer.text
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    row, *others = outside.written()
    assert len(others) == before
    assert (row["what"], row["item_id"], row["acting_role"], row["acting_center"]) == (
        *("opened_source", "dispute-1", "staff", int(COUNTY)),
    )
    assert row["reason"] == "核对 139****5678"


def test_what_a_source_wrote_is_no_markup_and_no_address_of_another_host(
    outside: Outside,
) -> None:
    wishes = {"to": "https://evil.example", "url": "//evil.example", "reason": HOSTILE}
    answer = outside.post(FORM | wishes | {"id": HOSTILE})
    assert answer.status == HTTPStatus.OK
    lead = "https://source.example/case?no=%2A%2A%27a%22b%2A%2A&amp;id=d%22%27%3E%3Ci"
    assert lead in answer.text
    assert "evil" not in answer.text
    assert "<i>" not in answer.text
    assert "<script" not in answer.text
    assert outside.written()[0]["reason"] == HOSTILE


def test_a_camera_alert_leads_to_its_video(outside: Outside) -> None:
    answer = outside.post(
        {"kind": "camera_alert", "id": "camera_alert-3", "way": "video", "reason": "a"}
    )
    assert "url=https://video.example/4" in answer.text
    assert outside.written()[0]["what"] == "opened_video"


AMISS = {
    "no purpose": (FORM | {"reason": " \r\n "}, SEAT, HTTPStatus.UNPROCESSABLE_ENTITY),
    "no such way": (FORM | {"way": "https://a"}, SEAT, HTTPStatus.NOT_FOUND),
    "without a video": (FORM | {"way": "video"}, SEAT, HTTPStatus.NOT_FOUND),
    "an auditor": (FORM, SEAT | {"role": "auditor"}, HTTPStatus.FORBIDDEN),
    "nobody": (FORM, {}, HTTPStatus.FORBIDDEN),
    "another county": (FORM, SEAT | {"seat": OTHER}, HTTPStatus.FORBIDDEN),
    "an agency": (FORM, SEAT | {"agency": "court"}, HTTPStatus.FORBIDDEN),
    "no such item": (FORM | {"id": "x\r\nLocation: a"}, SEAT, HTTPStatus.FORBIDDEN),
    "no item": ({}, SEAT, HTTPStatus.FORBIDDEN),
    "too much": (
        FORM | {"reason": "a" * 9_000},
        SEAT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ),
}


@pytest.mark.parametrize("case", AMISS)
def test_nothing_opens_for_whom_or_what_it_should_not(
    outside: Outside, case: str
) -> None:
    form, seat, status = AMISS[case]
    before = len(outside.written())
    answer = outside.post(form, seat)
    assert answer.status == status
    assert "example/" not in answer.text
    assert len(outside.written()) == before


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://board"])
def test_only_a_page_of_this_board_opens_it(outside: Outside, origin: str) -> None:
    answer = outside.post(FORM, origin=origin)
    assert answer.status == HTTPStatus.FORBIDDEN
    assert "只能从本系统页面打开" in answer.text


def test_a_link_that_is_only_fetched_opens_nothing(outside: Outside) -> None:
    assert outside.post(FORM, method="GET").status == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_cannot_be_written_down_or_looked_up_does_not_open(
    outside: Outside,
) -> None:
    outside.answer("the broker did not answer in time")
    refused = outside.post(FORM | {"kind": "dispute"})
    outside.answer("")
    outside.door.is_shut = True
    gone = outside.post(FORM | {"id": "never-asked"}, SEAT | {"lang": "en"})
    outside.door.is_shut = False
    for answer, told in (
        (refused, "未登记，因此没有打开"),
        (gone, "cannot be looked up"),
    ):
        assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert told in answer.text
        assert "source.example" not in answer.text

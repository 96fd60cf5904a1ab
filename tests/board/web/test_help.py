"""The route that tells what a page is for."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
import pytest

from tests.support.shut import Board
from tests.support.users import CITY, ask


def test_a_page_is_told_to_whom_it_opens(shut: Board) -> None:
    cookie = shut.enter("k0231").cookie
    address = f"/api/help?page=todo&role=leader&seat={CITY}"
    answer = ask(shut.app, address, cookie=cookie, accept="*/*")
    assert answer.status == HTTPStatus.OK
    told = msgspec.json.decode(answer.text)
    assert told["title"] == "我的待办"
    assert {"says": "看标题", "is_allowed": True} in told["can"]
    assert "audit" in {one["name"] for one in told["pages"]}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=nothing", HTTPStatus.NOT_FOUND),
        ("", HTTPStatus.NOT_FOUND),
        ("page=register", HTTPStatus.FORBIDDEN),
    ],
)
def test_no_such_page_and_a_closed_one_are_told_apart(
    shut: Board, query: str, status: HTTPStatus
) -> None:
    cookie = shut.enter("audit1").cookie
    answer = ask(shut.app, f"/api/help?{query}", cookie=cookie, accept="*/*")
    assert answer.status == status

"""What the badges of the navigation are told."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
import pytest

from tests.support.shut import Board
from tests.support.users import CITY, COUNTY, ask


@pytest.mark.parametrize(
    ("name", "query", "pages"),
    [
        ("k0231", f"role=leader&seat={CITY}", {"todo", "warnings"}),
        ("k0231", f"role=staff&seat={COUNTY}&scope={COUNTY}", {"todo", "warnings"}),
        # Whoever may not write is not told what is to be written.
        ("audit1", "", {"todo"}),
    ],
)
def test_a_badge_is_told_to_whom_something_may_wait_for(
    shut: Board, name: str, query: str, pages: set[str]
) -> None:
    cookie = shut.enter(name).cookie
    answer = ask(shut.app, f"/api/todo?{query}", cookie=cookie, accept="*/*")
    assert answer.status == HTTPStatus.OK
    told = msgspec.json.decode(answer.text)
    assert told.keys() == pages
    assert all(one.keys() == {"things", "late"} for one in told.values())

"""What the badges of the navigation are told."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
import pytest

from board.look import clock
from tests.support.followed import remind
from tests.support.shut import Board
from tests.support.users import CITY, COUNTY, ask


@pytest.mark.parametrize(
    ("name", "query", "pages"),
    [
        ("k0231", f"role=leader&seat={CITY}", {"todo", "warnings", "notices"}),
        (
            "k0231",
            f"role=staff&seat={COUNTY}&scope={COUNTY}",
            {"todo", "warnings", "notices"},
        ),
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
    notices = told.pop("notices", {"urgent": 0})
    assert notices["urgent"] == 0
    assert all(one.keys() == {"things", "late"} for one in told.values())


def test_a_reminder_that_is_due_is_told_to_its_owner_alone_and_counted(
    shut: Board,
) -> None:
    now, seat = clock.now(), {"actor": "k0231", "whose": "person", "role": "leader"}
    due = remind("r", now, now, kind="dispute", item_id="dispute-1", **seat)
    shut.service.desk.send(due)
    query = f"role=leader&seat={CITY}"
    told = {
        name: msgspec.json.decode(
            ask(
                shut.app,
                f"/api/todo?{query}",
                cookie=shut.enter(name).cookie,
                accept="*/*",
            ).text
        )
        for name in ("k0231", "audit1")
    }
    assert told["k0231"]["due"]["things"] == 1
    assert told["k0231"]["due"]["number"].count("-") == 2
    assert told["k0231"]["todo"]["things"] >= 1
    assert "due" not in told["audit1"]

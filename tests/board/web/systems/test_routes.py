"""A token lets in at the read interface and nowhere else, and nothing else does so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from board.look import clock
from board.web.systems import listing
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.systems import Reading, at, line, systems_file, token_of
from tests.support.users import COUNTY

READERS = ("city", "county", "town")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    city = City(ready_store(), 2)
    city.fill(clock.now(), per_day=12, days=4)
    return Reading(tmp_path_factory.mktemp("home"), city)


def problem(answer: Any) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    found = msgspec.json.decode(answer.text, type=dict[str, Any])
    assert found["status"] == answer.status
    assert found["remedy"]
    return found


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer nobody's", "Basic eDp5"])
def test_without_a_right_token_nothing_is_answered(board: Reading, token: str) -> None:
    for path in ("/items", "/changes", "/indicators", "/openapi.json", "/items/a/b"):
        # Each from a host of its own would be told so; the same one is slowed.
        refused = board.answer(path, "", authorization=token)
        assert refused.status in (401, 429)
        problem(refused)
    cookie = f"cgc_session={token_of('city')}"
    assert board.answer("/items", "", cookie=cookie).status == 401
    address = f"/items?access_token={token_of('city')}"
    assert board.answer(address, "").headers["www-authenticate"].startswith("Bearer")


def test_a_token_that_is_over_is_nobodys(tmp_path: Path, board: Reading) -> None:
    fresh = Reading(tmp_path, board.city)
    over = fresh.answer("/items", "past")
    unknown = Reading(tmp_path, board.city).answer("/items", "there-is-none")
    assert (over.status, over.text) == (401, unknown.text)
    assert 'error="invalid_token"' in over.headers["www-authenticate"]


def test_wrong_tokens_are_slowed_and_counted_and_the_right_one_is_not_held_up(
    tmp_path: Path, board: Reading
) -> None:
    fresh = Reading(tmp_path, board.city)
    told = [fresh.answer("/items", f"wrong-{n}") for n in range(4)]
    assert [one.status for one in told] == [401, 401, 429, 429]
    assert int(told[-1].headers["retry-after"]) >= 1
    assert fresh.answer("/items?limit=1").status == 200
    fresh.service.login_book.tell(clock.now() + timedelta(minutes=2))
    refused = [one for one in fresh.desk.sent if type(one).__name__ == "LoggedIn"]
    assert sum(getattr(one, "tries", 0) for one in refused) == 2
    assert {one.actor for one in refused} == {"board"}


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/items?colour=red", "colour"),
        ("/items?kind=nothing", "kind"),
        ("/items?kind=dispute&kind=incident", "kind"),
        ("/items?severity=05", "severity"),
        ("/items?limit=0", "limit"),
        ("/items?limit=501", "limit"),
        ("/items?limit=١", "limit"),
        ("/items?scope=421399", "scope"),
        ("/items?scope=x", "scope"),
        ("/changes?since=yesterday", "since"),
        ("/changes?since=2026-11-32T08:00:00Z", "since"),
        ("/changes?since=2026-11-02T08:00:00Z&after=x", "since"),
        ("/indicators?period=2019-01", "period"),
        ("/indicators?period=2026-13", "period"),
        ("/indicators?lang=fr", "lang"),
    ],
)
def test_what_does_not_fit_is_named_with_a_remedy(
    board: Reading, address: str, parameter: str
) -> None:
    refused = board.answer(address)
    assert refused.status == 400
    assert problem(refused)["parameter"] == parameter


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/indicators", "county"),
        ("/items?scope=421300", "county"),
        ("/items?scope=421381", "town"),
        ("/indicators?scope=421321", "town"),
        ("/items", "nowhere"),
    ],
)
def test_what_is_not_granted_is_refused(
    board: Reading, address: str, name: str
) -> None:
    assert board.answer(address, name).status == 403
    problem(board.answer(address, name))


def test_what_is_not_there_is_not_there(board: Reading) -> None:
    for path in ("/", "/nothing", "/items/dispute/none", "/items/fish/x", "/../todo"):
        assert board.answer(path).status == 404, path
        problem(board.answer(path))


def test_an_item_beyond_the_range_is_as_unknown_as_one_that_is_not(
    board: Reading,
) -> None:
    every = board.json("/items?limit=500")["items"]
    foreign = next(
        one for one in every if not one["division_code"].startswith(str(COUNTY)[:6])
    )
    refused = board.answer(f"/items/{foreign['kind']}/{foreign['id']}", "town")
    none = board.answer(f"/items/{foreign['kind']}/no-such", "town")
    assert (refused.status, refused.text) == (404, none.text)


def test_nothing_is_written_here(board: Reading) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        refused = board.answer("/items", method=method)
        assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD")
    assert "access-control-allow-origin" not in board.answer("/items").headers


def test_filters_and_pages_are_those_of_the_board(board: Reading) -> None:
    every = board.json("/items?limit=500")["items"]
    for name in ("kind", "status", "severity", "category"):
        value = every[0][name]
        found = board.json(f"/items?limit=500&{name}={value}")["items"]
        assert found == [one for one in every if one[name] == value]
    inside = board.json("/items?limit=500&scope=421321")["items"]
    county = [one for one in every if one["division_code"].startswith("421321")]
    assert 0 < len(inside) < len(every)
    assert inside == county
    paged: list[Any] = []
    after = ""
    while after is not None:
        page = board.json(f"/items?limit=7{f'&after={after}' if after else ''}")
        paged, after = paged + page["items"], page["next"]
    assert paged == every


def test_a_page_that_looked_far_enough_leads_on_though_it_holds_little(
    board: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {one: board.json("/items?limit=500", one)["items"] for one in READERS}
    monkeypatch.setattr(listing, "MOST_LOOKED_AT", 5)
    for name, every in whole.items():
        paged: list[Any] = []
        after, sizes = "", []
        while after is not None:
            page = board.json(f"/items{f'?after={after}' if after else ''}", name)
            paged, after = paged + page["items"], page["next"]
            sizes.append(len(page["items"]))
        assert paged == every
        assert max(sizes) <= 5
    assert 0 in sizes


def test_without_the_hub_it_says_so(board: Reading) -> None:
    board.door.is_shut = True
    try:
        for path in ("/items", "/changes", "/items/dispute/demo-1"):
            refused = board.answer(path)
            assert (refused.status, refused.headers["retry-after"]) == (503, "5")
            problem(refused)
    finally:
        board.door.is_shut = False


def test_who_asks_too_often_waits_and_nobody_else_does(
    tmp_path: Path, board: Reading
) -> None:
    slow = Reading(tmp_path, board.city, CGC_SYSTEMS_PER_MINUTE="2")
    told = [slow.answer("/openapi.json") for _ in range(3)]
    assert [one.status for one in told] == [200, 200, 429]
    assert 0 < int(told[-1].headers["retry-after"]) <= 30
    problem(told[-1])
    assert slow.answer("/openapi.json", "town").status == 200


def test_what_was_read_is_written_down_once_for_a_while(
    tmp_path: Path, board: Reading
) -> None:
    fresh = Reading(tmp_path, board.city)
    for _ in range(5):
        fresh.json("/items?limit=3", "fire")
        fresh.json("/changes?limit=3")
    fresh.answer("/items", "nowhere")
    fresh.service.read_book.tell(clock.now() + timedelta(minutes=6))
    told = [
        (one.actor, one.resource, one.requests, one.role, one.acting_center)
        for one in fresh.desk.sent
        if type(one).__name__ == "SystemRead"
        for one in [msgspec.structs.replace(one)]
    ]
    assert told == [
        ("system-fire", "items", 1, None, str(COUNTY)),
        ("system-city", "changes", 1, None, "421300000000"),
        ("system-fire", "items", 4, None, str(COUNTY)),
        ("system-city", "changes", 4, None, "421300000000"),
    ]
    fresh.service.read_book.tell(clock.now() + timedelta(minutes=60))
    assert len(fresh.desk.sent) == len(told)


def test_a_file_that_changed_counts_from_the_next_sweep(
    tmp_path: Path, board: Reading, caplog: pytest.LogCaptureFixture
) -> None:
    fresh = Reading(tmp_path, board.city)
    systems_file(tmp_path, line("new"))
    fresh.service.sweep_logins()
    assert fresh.answer("/items?limit=1").status == 401
    assert fresh.answer("/items?limit=1", "new").status == 200
    systems_file(tmp_path, "unfit")
    fresh.service.sweep_logins()
    fresh.service.sweep_logins()
    assert fresh.answer("/items?limit=1", "new").status == 200
    assert caplog.text.count("the systems stay as they were") == 1


def test_what_was_stamped_ahead_is_listed(tmp_path: Path) -> None:
    city = City(ready_store(), 1)
    ahead = clock.now() + timedelta(minutes=4)
    city.write(city.event(ahead), at=ahead)
    assert len(Reading(tmp_path, city).json("/items")["items"]) == 1
    assert at(1) < ahead

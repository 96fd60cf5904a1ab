"""The file of other systems, their tokens, and how often they may ask."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from board.logins.bucket import Buckets
from board.logins.systems import systems_in
from board.logins.tokens import is_token_hash, new_token, token_hash
from board.settings import settings_from
from board.viewer.seat import Seat
from tests.support.systems import line, systems_file, token_of
from tests.support.users import CITY, COUNTY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)


def test_a_line_is_a_system_with_a_seat(tmp_path: Path) -> None:
    given = {"center_code": "421321", "agency": "police", "reads": "changes titles"}
    days = {"valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    found = systems_in(systems_file(tmp_path, line("police-110", **given, **days)))
    system = found["police-110"]
    assert system.seat == Seat("staff", COUNTY, "police", "system-police-110")
    asked = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)]
    assert [system.is_valid(day) for day in asked] == [False, True, True]
    (plain,) = systems_in(systems_file(tmp_path, line("plain"))).values()
    assert plain.seat == Seat("auditor", CITY, "", "system-plain")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (partial(line, "S 1"), "line 2: a name has 2 to 32 of a-z"),
        (partial(line, "system-x"), "not with demo or board or system-"),
        (partial(line, "s1", token=token_of("s1")), "the token is no hash"),
        (partial(line, "s1", token="sha256:00"), "the token is no hash"),  # noqa: S106 - too short for one
        (partial(line, "s1", center_code=""), "'' is no center"),
        (partial(line, "s1", center_code="suixian"), "'suixian' is no center"),
        (partial(line, "s1", agency="nasa"), "there is no agency nasa"),
        (partial(line, "s1", reads="persons"), "there is no persons: write some of"),
        (partial(line, "s1", reads="titles"), "it reads nothing"),
        (partial(line, "s1", reads=""), "it reads nothing"),
        (partial(line, "s1", valid_to="soon"), "'soon' is no day"),
        (partial(line, "s1", shown=""), "a work number or a masked name"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    tmp_path: Path, wrong: Callable[[], str], said: str
) -> None:
    path = systems_file(tmp_path, wrong())
    with pytest.raises(ValueError, match=f"CGC_SYSTEMS={path} line 2: ") as told:
        systems_in(path)
    assert said in str(told.value)
    assert token_of("s1") not in str(told.value)


def test_two_systems_have_two_names_and_two_tokens(tmp_path: Path) -> None:
    twice = systems_file(tmp_path, line("one"), line("one"))
    with pytest.raises(ValueError, match="line 3: one is there twice"):
        systems_in(twice)
    same = systems_file(
        tmp_path, line("one"), line("two", token=token_hash(token_of("one")))
    )
    with pytest.raises(ValueError, match="two systems have the same token"):
        systems_in(same)


def test_a_file_that_others_may_read_opens_no_board(tmp_path: Path) -> None:
    path = systems_file(tmp_path, line("one"))
    path.chmod(0o640)
    with pytest.raises(ValueError, match="is open to others: chmod 600 it"):
        systems_in(path)
    with pytest.raises(ValueError, match="python -m board system --header NAME"):
        systems_in(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"CGC_SYSTEMS": ""}, "CGC_SYSTEMS is empty"),
        (
            {"CGC_SYSTEMS": "x", "CGC_SYSTEMS_PER_MINUTE": "0"},
            "CGC_SYSTEMS_PER_MINUTE=0",
        ),
    ],
)
def test_a_setting_that_does_not_fit_is_told(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        settings_from(wrong)
    assert settings_from({}).systems is None


def test_a_token_is_long_random_and_kept_as_its_hash() -> None:
    one, other = new_token(), new_token()
    assert one != other
    assert len(one) > 40
    assert is_token_hash(token_hash(one))
    assert not is_token_hash(one)
    assert one not in token_hash(one)


def test_a_bucket_fills_up_as_time_goes_by() -> None:
    buckets = Buckets(60)
    assert [buckets.wait_s("one", NOW) for _ in range(61)] == [0] * 60 + [1]
    assert buckets.wait_s("other", NOW) == 0
    later = NOW + timedelta(seconds=2)
    assert [buckets.wait_s("one", later) for _ in range(3)] == [0, 0, 1]
    # A clock that was set back gives nothing.
    assert buckets.wait_s("one", NOW) == 1
    much_later = NOW + timedelta(hours=5)
    assert [buckets.wait_s("one", much_later) for _ in range(61)] == [0] * 60 + [1]

"""`python -m board system`: a line that the file of systems takes, and a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.commands import main
from board.logins.systems import systems_in
from board.logins.tokens import token_hash
from tests.support.users import COUNTY

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = ("system", "police-110", "--shown", "公安110", "--center", str(COUNTY))


def test_a_line_is_what_the_file_takes_and_the_token_is_told_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    more = ("--read", "changes", "--read", "titles", "--agency", "police")
    assert main([*GIVEN, *more, "--header", "--to", "2026-12-31"], {}) == 0
    told = capsys.readouterr()
    token = told.err.rsplit(" ", 1)[1].strip()
    assert token not in told.out
    path = tmp_path / "systems.csv"
    path.write_text(told.out, encoding="utf-8")
    path.chmod(0o600)
    found = systems_in(path)["police-110"]
    assert found.token == token_hash(token)
    assert (found.shown, found.agency) == ("公安110", "police")
    assert found.reads == ("changes", "titles")


def test_without_more_it_reads_all_but_what_people_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(list(GIVEN), {}) == 0
    assert ",items changes indicators," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--agency", "nasa"), "there is no agency nasa"),
        (("--from", "soon"), "'soon' is no day"),
        (("--read", "titles"), "it reads nothing"),
    ],
)
def test_what_the_file_would_not_take_is_told(
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert main([*GIVEN, *more], {}) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert (told.out, "cgc_" in told.err) == ("", False)

"""Papers of their own are proved against the hub they were written from."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from pypdf import PdfWriter

from board.commands import BAD, FALSE, TRUE, main
from board.exports.files import read
from sql.flight import FlightServer
from streams.events import DESK_TOPIC
from tests.support.briefs import final
from tests.support.intake import START, Intake
from tests.support.messages import CENTER
from tests.support.ports import free_port
from tests.support.warned import answer, letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = START + timedelta(hours=1)
WRITTEN, TOWN = "排水沟走向争执", "421321101000"


@pytest.fixture(scope="module")
def intake() -> Intake:
    """A dispute that is supervised twice; a higher tier took it over between both."""
    intake = Intake()
    intake.event("dispute", 9_001, title=WRITTEN)
    above = {"acting_center": CENTER, "role": "leader"}
    intake.move("dispute", "accept", 9_001)
    intake.move("dispute", "supervise", 9_001, **above, move_id="first")
    intake.move("dispute", "escalate", 9_001, to_center=TOWN)
    intake.move("dispute", "sign", 9_001, acting_center=TOWN)
    intake.move("dispute", "supervise", 9_001, **above, move_id="second")
    return intake


@pytest.fixture(scope="module")
def environment(intake: Intake) -> Iterator[dict[str, str]]:
    port = free_port()
    with FlightServer(intake.store, host="127.0.0.1", port=port):
        yield {"CGC_FLIGHT_PORT": str(port), "CGC_HUB_PORT": str(free_port())}


@pytest.mark.parametrize("more", [(), ("--outside",)], ids=["letter", "outside"])
def test_a_letter_is_proved_whatever_came_after_it(
    intake: Intake,
    environment: dict[str, str],
    more: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "letter.pdf"
    given = ["snapshot", "--page", "letter", "--format", "pdf", "--out", str(out)]
    which = ("kind=dispute", "id=dispute-9001", "move=first")
    assert main([*given, *more, *which], environment) == TRUE
    seen = read(out).seen
    assert seen
    told = "".join("".join(sheet.lines) for sheet in seen.sheets)
    assert (WRITTEN in told) == (not more)
    intake.move("dispute", "handle", 9_001, acting_center=TOWN)
    assert main(["verify", str(out)], environment) == TRUE
    changed = PdfWriter(clone_from=out)
    contents = changed.pages[0]["/Contents"].get_object()
    contents.set_data(contents.get_data() + b"\nq 1 0 0 -1 99 700 cm 0 0 9 9 re f Q")
    changed.write(out)
    capsys.readouterr()
    assert main(["verify", str(out)], environment) == FALSE
    assert "drawing page 1" in capsys.readouterr().out


def test_a_warning_is_proved_whatever_was_answered(
    intake: Intake, environment: dict[str, str], tmp_path: Path
) -> None:
    for one in (letter("warning-1", START), answer("late", NOW, "warning-1")):
        out = tmp_path / f"{one.entry_id}.pdf"
        intake.take((DESK_TOPIC, msgspec.to_builtins(one), one.entered_at))
        given = ["snapshot", "--page", "warnings", "--format", "pdf", "--out", str(out)]
        assert main([*given, "letter=warning-1"], environment) == TRUE
        seen = read(out).seen
        assert seen
        told = "".join("".join(sheet.lines) for sheet in seen.sheets)
        assert ("排水沟改道" in told) == (one.entry_id == "late")
    for path in tmp_path.iterdir():
        assert main(["verify", str(path)], environment) == TRUE


def test_briefs_are_proved_whatever_came_after_them(
    intake: Intake,
    environment: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "briefs"
    given = ["briefs", "--kind", "week", "--on", "2026-11-03", "--out", str(folder)]
    assert main([*given, "--scope", "421300", "421321"], environment) == TRUE
    told = capsys.readouterr().out.splitlines()
    names = [
        f"brief-week-2026-11-02-421{rest}.pdf" for rest in ("300000000", "321000000")
    ]
    assert sorted(one.name for one in folder.iterdir()) == names
    assert [name in line for name, line in zip(names, told, strict=True)] == [True] * 2
    intake.take(final("week", NOW, period="week"))
    intake.event("dispute", 9_003, title=WRITTEN)
    out = folder / names[0]
    assert main(["verify", str(out)], environment) == TRUE
    changed = PdfWriter(clone_from=out)
    contents = changed.pages[0]["/Contents"].get_object()
    contents.set_data(contents.get_data() + b"\nq 1 0 0 -1 99 700 cm 0 0 9 9 re f Q")
    changed.write(out)
    assert main(["verify", str(out)], environment) == FALSE


@pytest.mark.parametrize(
    "more",
    [
        ("--on", "2999-01-01"),
        ("--scope", "999999"),
        ("--below", "1"),
        ("--below", "421321101201"),
    ],
    ids=["to come", "unknown", "below unknown", "below a village"],
)
def test_a_brief_of_nothing_says_why(
    environment: dict[str, str],
    more: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["briefs", "--kind", "day", "--out", str(tmp_path), *more]
    assert main(given, environment) == BAD
    assert more[1] in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

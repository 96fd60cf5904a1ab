"""A letter as a file is proved against the hub it was written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfWriter

from board.commands import FALSE, TRUE, main
from board.exports.files import read
from sql.flight import FlightServer
from tests.support.intake import Intake
from tests.support.messages import CENTER
from tests.support.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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

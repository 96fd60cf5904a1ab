"""The status tells how far history is, in a file and in a line."""

import json
from pathlib import Path

from msgspec.structs import replace

from streams.clock import now
from streams.simulate.status import Reporter, Status, line_of, percent_of

STATUS = Status(
    phase="history",
    produced=500,
    total=2_000,
    percent=25.0,
    live_produced=3,
    rate=1.0,
    reduced=False,
    since=now(),
    updated_at=now(),
)


def test_an_estimate_never_says_that_all_is_sent() -> None:
    assert percent_of(500, 2_000) == 25.0
    assert percent_of(3_000, 2_000) == 99.9
    assert percent_of(0, 0) == 0


def test_the_file_says_that_it_is_about_synthetic_data(tmp_path: Path) -> None:
    Reporter(tmp_path / "status.json", print).report(STATUS, 0.0)
    told = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert told["synthetic"] is True
    assert (told["phase"], told["percent"], told["rate"]) == ("history", 25.0, 1.0)


def test_the_file_is_written_each_second_and_a_line_said_every_five(
    tmp_path: Path,
) -> None:
    said: list[str] = []
    reporter = Reporter(tmp_path / "status.json", said.append)
    for tenth in range(100):
        if reporter.is_due(tenth / 10):
            reporter.report(STATUS, tenth / 10)
    assert len(said) == 2


def test_a_line_says_what_is_unusual() -> None:
    assert "25.0 %" in line_of(STATUS)
    assert "加速" not in line_of(STATUS)
    assert "加速 ×10" in line_of(replace(STATUS, rate=10.0))
    assert "缩减" in line_of(replace(STATUS, reduced=True))
    assert "3 records live" in line_of(replace(STATUS, phase="live"))

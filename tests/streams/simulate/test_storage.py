"""Files are whole or not there; a broken one is named with its remedy."""

from pathlib import Path

import pytest

from streams.simulate.parts import Part, State
from streams.simulate.storage import StoredFileError, read_json, write_json

STATE = State(
    seed=1,
    anchor_ms=2,
    volumes="v",
    reduced=False,
    topic_ids={"cgc.handling": "id"},
    parts=(Part(born_until=5, produced_until=3), Part(born_from=5, rate=2.5)),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "home" / "simulate.json"
    write_json(path, STATE)
    assert read_json(path, State) == STATE
    assert [entry.name for entry in path.parent.iterdir()] == ["simulate.json"]


def test_a_file_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert read_json(tmp_path / "simulate.json", State) is None


def test_a_broken_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "simulate.json"
    path.write_text('{"seed": 1, "parts"', encoding="utf-8")
    with pytest.raises(StoredFileError, match="delete it"):
        read_json(path, State)

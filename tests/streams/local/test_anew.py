"""`make run` over what an earlier edition left behind."""

from pathlib import Path

import pytest

from streams.local.anew import (
    EDITION,
    FEED_FILES,
    STORE_FILES,
    begin_store_anew,
    make_room,
)

LIBRARY = "kafka/lib/kafka.jar"


def fill(home: Path) -> None:
    for name in (*FEED_FILES, *STORE_FILES, LIBRARY):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("of before", encoding="utf-8")


def found(home: Path) -> set[str]:
    names = (*FEED_FILES, *STORE_FILES, LIBRARY)
    return {name for name in names if (home / name).exists()}


def test_a_new_home_says_nothing_and_knows_its_edition(tmp_path: Path) -> None:
    said: list[str] = []
    make_room(tmp_path / "var", said.append)
    assert said == []
    assert (tmp_path / "var" / EDITION).exists()


def test_an_earlier_feed_makes_room_and_the_broker_s_library_stays(
    tmp_path: Path,
) -> None:
    said: list[str] = []
    fill(tmp_path)
    make_room(tmp_path, said.append)
    assert found(tmp_path) == {LIBRARY}
    assert found(tmp_path / "before") == {*FEED_FILES, *STORE_FILES}
    assert "earlier edition (feed 1)" in said[0]


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_edition_goes_on(tmp_path: Path, times: int) -> None:
    said: list[str] = []
    make_room(tmp_path, said.append)
    fill(tmp_path)
    for _ in range(times):
        make_room(tmp_path, said.append)
    assert found(tmp_path) == {*FEED_FILES, *STORE_FILES, LIBRARY}
    assert said == []


def test_an_edition_that_names_its_schema_too_keeps_feed_and_store(
    tmp_path: Path,
) -> None:
    said: list[str] = []
    make_room(tmp_path, said.append)
    fill(tmp_path)
    kept = (tmp_path / EDITION).read_text()
    (tmp_path / EDITION).write_text(f"{kept}, schema 9")
    make_room(tmp_path, said.append)
    assert found(tmp_path) == {*FEED_FILES, *STORE_FILES, LIBRARY}
    assert said == []


def test_a_store_alone_is_made_anew_from_its_feed(tmp_path: Path) -> None:
    said: list[str] = []
    fill(tmp_path)
    begin_store_anew(tmp_path, said.append)
    assert found(tmp_path) == {*FEED_FILES, LIBRARY}
    assert found(tmp_path / "before") == set(STORE_FILES)
    assert len(said) == 1

"""The README's tables tell the truth."""

import re
import tomllib
from pathlib import Path

import pytest

from board.look.texts import texts
from board.pages.list import PAGES
from sql.statements import statements
from streams.events import STREAMS, TOPICS, Stream

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = [
    path
    for folder in ("board", "streams", "sql")
    for path in (ROOT / folder).rglob("*.py")
]
SETTING = re.compile(r"[\"'](CGC_[A-Z_]+|KAFKA_[A-Z_]+|DEMO)[\"']")
TOLD_BY_THE_LAUNCHER = {"CGC_BROKER_KIND", "CGC_DEMO"}
"""What `make run` tells its programs; a person sets DEMO instead."""
PREFIX = "KAFKA_"


def table(heading: str) -> list[list[str]]:
    """The rows of the first table after a heading, cells without backticks."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [
        [cell.strip().replace("`", "") for cell in row.strip("|").split("|")]
        for row in rows[2:]
    ]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.kind)
def test_every_stream_has_its_row_its_read_and_its_samples(stream: Stream) -> None:
    row = [
        stream.kind,
        stream.name_zh,
        stream.topic,
        stream.opens_as,
        stream.own_scale,
    ]
    assert row in table("The streams")
    assert f"{stream.kind}_items" in statements("reads")
    assert list((ROOT / "tests" / "samples").glob(f"{stream.kind}.*"))


def test_every_page_of_the_navigation_has_its_row_in_its_order() -> None:
    words = texts("zh")
    shown = [words(f"nav.{page.name}") for page in PAGES if page.in_navigation]
    assert [row[0] for row in table("Pages")] == shown


def test_every_topic_is_named() -> None:
    assert all(f"`{topic}`" in README for topic in TOPICS)


def test_the_settings_are_those_that_the_code_reads() -> None:
    found = {
        name
        for path in CODE
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    listed = {
        name.strip()
        for row in table("Settings")
        for name in row[0].split(",")
        if not name.strip().endswith("*")
    }
    assert found - TOLD_BY_THE_LAUNCHER - {PREFIX} <= listed
    assert {name for name in listed if name.startswith("CGC_")} <= found


def test_every_program_that_is_listed_exists() -> None:
    listed = [row[0] for row in table("Programs")]
    for command in listed:
        words = command.split()
        if words[:2] == ["python", "-m"]:
            path = ROOT / words[2].replace(".", "/")
            assert (path / "__main__.py").exists() or path.with_suffix(".py").exists()
        else:
            target = f"\n{words[1]}:"
            assert target in "\n" + (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_picture_is_there() -> None:
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture


def test_the_version_is_told_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {project['project']['version']}" in changes

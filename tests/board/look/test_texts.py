from __future__ import annotations

import re
from pathlib import Path

from board.look.texts import CATALOGUE, table, texts
from board.viewer.seat import ROLES
from streams.hub.metrics import STATUSES

BOARD = CATALOGUE.parents[1]
LITERAL = re.compile(r'\bwords(?:\.template)?\(\s*"([a-z_.]+)"')
FAMILY = re.compile(r'\bwords(?:\.template)?\(\s*f"([a-z_.]+)\{')
KNOWN = re.compile(r'\bwords\.known\(\s*"([a-z_.]+)"')
IN_BROWSER = re.compile(r'words\["([a-z_.]+)"\]')
NAMES_OF_FORMATS = ("PDF", "PNG", "Excel", "CSV", "Parquet", "GeoJSON")


def sources(ending: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in BOARD.rglob(f"*.{ending}")
    )


def test_every_text_is_there_in_both_languages() -> None:
    for row in table(CATALOGUE):
        assert row["zh"], row
        assert row["en"], row
        assert set(re.findall(r"\{\w+\}", row["zh"])) == set(
            re.findall(r"\{\w+\}", row["en"])
        ), row


def test_no_key_stands_twice() -> None:
    keys = [row["key"] for row in table(CATALOGUE)]
    assert len(keys) == len(set(keys))


def test_every_used_key_is_in_the_catalogue() -> None:
    known = texts("zh").words
    used = set(LITERAL.findall(sources("py"))) | set(IN_BROWSER.findall(sources("js")))
    assert used
    assert used - known.keys() == set()


def test_every_used_family_has_words() -> None:
    known = texts("zh").words
    families = set(FAMILY.findall(sources("py")))
    families |= {f"{name}." for name in KNOWN.findall(sources("py"))}
    for family in families:
        assert any(key.startswith(family) for key in known), family


def test_every_family_of_the_catalogue_is_spoken_somewhere() -> None:
    code = sources("py") + sources("js")
    for family in {row["key"].split(".")[0] for row in table(CATALOGUE)}:
        assert family in code, family


def test_every_status_of_the_hub_has_words() -> None:
    assert {f"hub_status.{status}" for status in STATUSES} <= texts("zh").words.keys()


def test_an_unknown_language_speaks_chinese() -> None:
    assert texts("xx").language == "zh"


def test_every_role_has_a_name() -> None:
    assert all(f"role.{role}" in texts("en").words for role in ROLES)


def test_chinese_texts_hold_no_english_words() -> None:
    allowed = {"Kafka", "JSON", "UTF", "English", "WebGL", "Ctrl", *NAMES_OF_FORMATS}
    for row in table(CATALOGUE):
        bare = re.sub(r"\{\w+\}", "", row["zh"])
        words = set(re.findall(r"[A-Za-z]{3,}", bare))
        assert words <= allowed, row


def test_catalogue_lies_beside_the_board() -> None:
    assert Path(CATALOGUE).exists()


def test_every_reason_of_a_reject_has_what_helps() -> None:
    keys = {row["key"] for row in table(CATALOGUE)}
    reasons = {key.removeprefix("reason.") for key in keys if key.startswith("reason.")}
    remedies = {key.removeprefix("remedy.") for key in keys if "remedy." in key}
    assert reasons == remedies

"""The route that says what the figures mean."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from starlette.requests import Request

from board.look.definitions import definitions
from board.look.texts import texts
from board.picture.filters import listable
from board.web.dictionary import dictionary


def asked(lang: str) -> Any:
    query = urlencode({"lang": lang}).encode()
    request = Request({"type": "http", "query_string": query})
    answer = asyncio.run(dictionary(request))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "max-age=" in answer.headers["cache-control"]
    return msgspec.json.decode(answer.body)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_is_told_in_the_language_asked_for(lang: str) -> None:
    found, words = asked(lang), texts(lang)
    assert list(found) == list(definitions())
    for key, one in definitions().items():
        said = found[key]
        assert said["name"] == words(f"indicator.{key}")
        assert said["formula"] == words(f"formula.{key}")
        assert said["clock"] == words(f"definition.clock.{one.axis}")
        assert said["better"] == words(f"definition.better.{one.better}")
        assert bool(said["guard"]) == bool(one.minimum_n)
        assert said["has_items"] == (key in listable())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rate_has_both_of_its_parts_and_a_count_none(lang: str) -> None:
    found = asked(lang)
    for key, one in definitions().items():
        parts = {found[key]["numerator"], found[key]["denominator"]}
        # A mean has a base, but is said in words.
        is_rate = one.denominator and one.form != "duration"
        assert ("" not in parts) == bool(is_rate), key


def test_the_parts_are_what_the_formula_says() -> None:
    timely = asked("zh")["timely_rate"]
    assert timely["numerator"] == "统计期内已到期事项中按时办结数"
    assert timely["denominator"] == "（已办结数 + 超期未办结数）"
    assert asked("en")["per_10000_people"]["denominator"] == "people"


def test_an_unknown_language_speaks_chinese() -> None:
    assert asked("<b>") == asked("zh")

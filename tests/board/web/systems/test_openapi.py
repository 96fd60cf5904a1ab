"""Every answer is what the description says, which is made of what answers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from board.look import clock
from board.web.systems.problems import Problem
from board.web.systems.resources import RESOURCES
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.systems import Reading


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    city = City(ready_store(), 12)
    city.fill(clock.now(), per_day=15, days=3)
    return Reading(tmp_path_factory.mktemp("home"), city)


@pytest.fixture(scope="module")
def described(board: Reading) -> dict[str, Any]:
    return board.json("/openapi.json")


def checker(described: dict[str, Any], name: str) -> Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}"}
    whole = schema | {"components": described["components"]}
    return Draft202012Validator(whole)


def test_the_description_names_every_resource_and_parameter(
    described: dict[str, Any],
) -> None:
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        *("/items", "/items/{kind}/{id}", "/changes", "/indicators")
    }
    for one in RESOURCES:
        told = described["paths"][one.path.replace(":path", "")]["get"]
        assert [each["name"] for each in told["parameters"]] == [
            each.name for each in one.parameters
        ]
        assert {"200", "400", "401", "403", "404", "410", "429", "503"} == set(
            told["responses"]
        )


def test_every_answer_fits_it(board: Reading, described: dict[str, Any]) -> None:
    first = board.json("/items?limit=500")
    listed = {(one["kind"], one["id"]) for one in first["items"]}
    answers = {
        "Items": [first, board.json("/items?limit=2")],
        "Changes": [board.json("/changes?limit=500")],
        "WholeItem": [board.json(f"/items/{kind}/{name}") for kind, name in listed],
        "Indicators": [board.json("/indicators"), board.json("/indicators?lang=en")],
        "Problem": [
            msgspec.json.decode(board.answer("/items?x=1").text, type=dict[str, Any])
        ],
    }
    types = {one.answer.__name__: one.answer for one in RESOURCES}
    for name, found in answers.items():
        for answer in found:
            checker(described, name).validate(answer)
            msgspec.convert(answer, types.get(name, Problem))
    assert len(answers["WholeItem"]) > 20
    assert any(one["moves"] for one in answers["WholeItem"])
    assert any(one["deadlines"] for one in answers["WholeItem"])


def test_what_does_not_fit_is_noticed(described: dict[str, Any]) -> None:
    assert not checker(described, "Item").is_valid({"kind": "dispute"})


def test_every_figure_is_that_of_the_page(board: Reading) -> None:
    told = board.json("/indicators")
    figures = {one["indicator"]: one for one in told["figures"]}
    received = board.json("/items?limit=500&kind=dispute")["items"]
    month = f"{clock.now().astimezone(clock.SHANGHAI):%Y-%m}"
    now = [one for one in received if one["received_at"].startswith(month)]
    assert told["period"] == month
    assert figures["received"]["value"] >= len(now) > 0
    shares = [one for one in figures.values() if one["form"] == "share"]
    assert all(one["formula"] and one["name"] for one in figures.values())
    few = [one for one in shares if one["value"] is None]
    for one in shares:
        if one["value"] is not None:
            assert one["value"] == pytest.approx(one["n"] / one["of"])
    assert len(few) < len(shares)

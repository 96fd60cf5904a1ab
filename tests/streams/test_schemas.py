"""The published schemas are those of the structs, and the samples keep to them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import streams.schemas
from streams.events import STREAMS, TOPICS
from streams.schemas.generate import documents, name_of, schema_of
from tests.support.samples import FOLDER, samples

PUBLISHED = Path(streams.schemas.__file__).parent
EACH_TOPIC = pytest.mark.parametrize("topic", TOPICS)


def test_the_published_files_are_what_the_structs_give() -> None:
    published = {path.name: path.read_bytes() for path in PUBLISHED.glob("*.json")}
    assert published == documents(), "run: python -m streams.schemas streams/schemas"


def test_every_topic_has_its_samples_and_no_file_is_left_over() -> None:
    names = {path.name for path in FOLDER.glob("*.jsonl")}
    assert names == {f"{name_of(topic)}.jsonl" for topic in TOPICS}


@EACH_TOPIC
def test_every_schema_is_itself_valid(topic: str) -> None:
    Draft202012Validator.check_schema(schema_of(topic))


@EACH_TOPIC
def test_every_sample_keeps_to_its_schema(topic: str) -> None:
    validator = Draft202012Validator(schema_of(topic))
    for message in samples(topic):
        assert not list(validator.iter_errors(json.loads(message)))


@EACH_TOPIC
def test_a_schema_refuses_what_the_board_refuses(topic: str) -> None:
    validator = Draft202012Validator(schema_of(topic))
    good = json.loads(samples(topic)[0])
    assert list(validator.iter_errors({}))
    for name in set(good) - {"synthetic"}:
        assert list(validator.iter_errors({**good, name: [None]})), name


def test_a_code_with_a_line_break_is_refused_by_schema_too() -> None:
    validator = Draft202012Validator(schema_of(STREAMS[0].topic))
    good = json.loads(samples(STREAMS[0].topic)[0])
    assert list(validator.iter_errors({**good, "division_code": "421303\n"}))


def resolved(document: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


def references(value: Any) -> list[str]:
    children = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return []
    own = [value["$ref"]] if isinstance(value, dict) and "$ref" in value else []
    return own + [found for child in children for found in references(child)]


def test_the_asyncapi_document_names_every_topic_and_points_nowhere_else() -> None:
    document = json.loads(documents()["asyncapi.json"])
    assert document["asyncapi"].startswith("3.")
    addresses = [channel["address"] for channel in document["channels"].values()]
    assert addresses == list(TOPICS)
    found = references(document)
    assert len(found) >= 4 * len(TOPICS)
    for reference in found:
        assert resolved(document, reference)


def test_the_command_prints_the_document_and_writes_all_files(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streams.schemas"]
    printed = subprocess.run(command, capture_output=True, check=True)
    assert printed.stdout == documents()["asyncapi.json"]
    subprocess.run([*command, str(tmp_path)], check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == documents()

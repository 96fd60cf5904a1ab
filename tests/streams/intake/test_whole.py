"""A whole number is one however it is written: the hub takes what the schema allows."""

import json

import msgspec
import pytest
from jsonschema import Draft202012Validator

from streams.clock import now
from streams.entries.listed import ENTRIES
from streams.events import STREAMS, TOPICS, Move
from streams.intake.decode import Reject, decode
from streams.schemas.generate import schema_of
from tests.support.reference import shipped_codes
from tests.support.samples import samples


@pytest.mark.parametrize("topic", TOPICS)
def test_whole_floats_are_the_integers_that_they_are_by_schema(topic: str) -> None:
    validator = Draft202012Validator(schema_of(topic))
    known = {
        field.name
        for struct in (Move, *ENTRIES, *(stream.struct for stream in STREAMS))
        for field in msgspec.structs.fields(struct)
    }
    for sample in samples(topic):
        floats = {
            name: float(value) if type(value) is int and name in known else value
            for name, value in json.loads(sample).items()
        }
        assert not list(validator.iter_errors(floats))
        said, again = (
            decode(topic, value, (), now(), shipped_codes())
            for value in (sample, json.dumps(floats).encode())
        )
        assert not isinstance(said, Reject)
        assert said == again


@pytest.mark.parametrize("version", ["1.5", "true", '"1"', "1e300", "-1.0", "1e16"])
def test_what_is_no_whole_number_or_none_for_sure_is_refused(version: str) -> None:
    topic = TOPICS[0]
    sample = json.loads(samples(topic)[0])
    marked = json.dumps({**sample, "version": "@"}).replace('"@"', version)
    said = decode(topic, marked.encode(), (), now(), shipped_codes())
    assert isinstance(said, Reject)
    assert said.reason == "invalid_field"

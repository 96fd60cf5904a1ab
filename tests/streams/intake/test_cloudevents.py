"""A message comes bare or in a CloudEvents envelope, and means the same."""

import base64
import json
from typing import Any

import pytest

from streams.events import STREAMS, TOPICS, Stream
from streams.intake.cloudevents import EVENT_TYPES
from streams.intake.decode import Fact, Reject, decode
from tests.support.messages import AT, encoded, event
from tests.support.reference import shipped_codes, stamp

CODES = shipped_codes()
RECORD_AT = stamp(AT)
EACH_STREAM = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.kind)
INCIDENT = STREAMS[0]


def envelope(stream: Stream, **changes: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "type": EVENT_TYPES[stream.topic],
        "source": "/演示数据",
        "id": "1",
        "data": event(stream.kind),
    } | changes


def read(
    stream: Stream, value: bytes, *headers: tuple[str, bytes | None]
) -> Fact | Reject:
    decoded = decode(stream.topic, value, headers, RECORD_AT, CODES)
    assert isinstance(decoded, Fact | Reject)
    return decoded


def reason(stream: Stream, value: bytes, *headers: tuple[str, bytes | None]) -> str:
    decoded = read(stream, value, *headers)
    assert isinstance(decoded, Reject)
    return decoded.reason


def test_every_topic_has_one_type() -> None:
    assert tuple(EVENT_TYPES) == TOPICS
    assert len(set(EVENT_TYPES.values())) == len(TOPICS)


@EACH_STREAM
def test_bare_structured_and_binary_messages_give_the_same_fact(stream: Stream) -> None:
    bare = read(stream, encoded(event(stream.kind)))
    assert isinstance(bare, Fact)
    structured = encoded(envelope(stream))
    assert read(stream, structured) == bare
    content_type = ("content-type", b"application/cloudevents+json; charset=UTF-8")
    assert read(stream, structured, content_type) == bare
    data = base64.b64encode(encoded(event(stream.kind))).decode()
    in_base64 = envelope(stream, data_base64=data)
    del in_base64["data"]
    assert read(stream, encoded(in_base64)) == bare
    binary = (
        ("ce_specversion", b"1.0"),
        ("ce_type", EVENT_TYPES[stream.topic].encode()),
        ("ce_id", b"1"),
        ("content-type", b"application/json"),
    )
    assert read(stream, encoded(event(stream.kind)), *binary) == bare


@EACH_STREAM
@pytest.mark.parametrize(
    "changes",
    [
        {"type": "cn.cgc.incident.v2"},
        {"type": "com.example.other"},
        {"type": None},
        {"type": 1},
        {"specversion": "0.3"},
        {"specversion": 1.0},
    ],
)
def test_another_type_or_version_is_refused(
    stream: Stream, changes: dict[str, Any]
) -> None:
    assert reason(stream, encoded(envelope(stream, **changes))) == "unknown_event_type"


def test_a_binary_envelope_of_another_type_is_refused() -> None:
    message = encoded(event("incident"))
    wrong_type = (("ce_specversion", b"1.0"), ("ce_type", b"cn.cgc.incident.v2"))
    assert reason(INCIDENT, message, *wrong_type) == "unknown_event_type"
    no_version = (("ce_type", b"cn.cgc.incident.v1"),)
    assert reason(INCIDENT, message, *no_version) == "unknown_event_type"


def test_headers_of_others_and_empty_ones_do_no_harm() -> None:
    message = encoded(event("incident"))
    headers = (("traceparent", b"00-1-2"), ("x", None), ("content-type", b"\xff"))
    assert isinstance(read(INCIDENT, message, *headers), Fact)


def test_a_batch_and_an_envelope_without_data_are_refused() -> None:
    batch = ("content-type", b"application/cloudevents-batch+json")
    content_type = ("content-type", b"application/cloudevents+json")
    empty = {key: said for key, said in envelope(INCIDENT).items() if key != "data"}
    assert reason(INCIDENT, b"[]", batch) == "unknown_event_type"
    assert reason(INCIDENT, b"[]", content_type) == "not_an_object"
    assert reason(INCIDENT, encoded(empty), content_type) == "invalid_field"


@pytest.mark.parametrize("data", ["%%%", base64.b64encode(b"{").decode(), "é"])
def test_base64_that_holds_no_json_is_refused(data: str) -> None:
    message = envelope(INCIDENT, data_base64=data)
    del message["data"]
    assert reason(INCIDENT, encoded(message)) == "not_json"


def test_depth_hidden_in_base64_is_found() -> None:
    message = envelope(INCIDENT, data_base64=base64.b64encode(b"[" * 9_999).decode())
    del message["data"]
    assert reason(INCIDENT, encoded(message)) == "too_deep"


def test_identity_in_the_envelope_or_in_base64_is_found_and_not_shown() -> None:
    named = encoded(envelope(INCIDENT, face_id="F1"))
    assert reason(INCIDENT, named) == "identity_field"
    hidden = json.dumps(event("incident", plate_no="鄂S12345")).encode()
    message = envelope(INCIDENT, data_base64=base64.b64encode(hidden).decode())
    del message["data"]
    found = read(INCIDENT, encoded(message))
    assert isinstance(found, Reject)
    assert (found.reason, found.payload) == ("identity_field", "")


def test_what_is_shown_of_a_refused_envelope_holds_no_base64() -> None:
    sent = base64.b64encode(encoded(event("incident", category="9999"))).decode()
    message = envelope(INCIDENT, data_base64=sent)
    del message["data"]
    refused = read(INCIDENT, encoded(message))
    assert isinstance(refused, Reject)
    assert refused.reason == "unknown_category"
    assert sent not in refused.payload

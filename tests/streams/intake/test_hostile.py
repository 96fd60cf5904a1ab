"""Whatever stands on a topic, the hub goes on: a value or a reject, never an error."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.entries.entry import DeskEntry
from streams.events import STREAMS, TOPICS, Move, Stream
from streams.intake.decode import Fact, Reject, decode
from streams.privacy.masking import mask_text
from tests.support.messages import AT, encoded, event
from tests.support.reference import shipped_codes, stamp
from tests.support.samples import samples

CODES = shipped_codes()
RECORD_AT = stamp(AT)
EACH_TOPIC = pytest.mark.parametrize("topic", TOPICS)
EACH_STREAM = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.kind)
NO_MESSAGES = {
    "a tombstone": (None, "empty"),
    "nothing": (b"", "empty"),
    "white space": (b" \n", "not_json"),
    "text": ("报警人王小明".encode(), "not_json"),
    "half a message": (b'{"id": "a', "not_json"),
    "two messages": (b"{} {}", "not_json"),
    "NaN": (b'{"longitude": NaN}', "not_json"),
    "Infinity": (b'{"longitude": -Infinity}', "not_json"),
    "too large a float": (b'{"longitude": 1e999}', "invalid_field"),
    "an integer of 5,000 digits": (
        b'{"version": %b}' % (b"9" * 5_000),
        "invalid_field",
    ),
    "a lone high surrogate": (b'{"title": "\\ud800"}', "not_json"),
    "a lone low surrogate": (b'{"title": "\\udc00 "}', "not_json"),
    "a surrogate as bytes": (b'{"title": "\xed\xa0\x80"}', "not_utf8"),
    "latin-1": (b'{"title": "\xe9"}', "not_utf8"),
    "utf-16": ('{"id": "a"}'.encode("utf-16"), "not_json"),
    "a NUL": (b'{"title": "\x00"}', "not_json"),
    "a list": (b"[]", "not_an_object"),
    "null": (b"null", "not_an_object"),
    "a number": (b"1", "not_an_object"),
    "an empty object": (b"{}", "invalid_field"),
    "100,000 lists": (b"[" * 100_000, "too_deep"),
    "100,000 objects": (b'{"a":' * 100_000, "too_deep"),
    "500 closed lists": (b'{"x":' + b"[" * 500 + b"]" * 500 + b"}", "too_deep"),
    "33 levels": (b'{"x":' + b"[" * 33 + b"]" * 33 + b"}", "too_deep"),
    "500 lists as title": (b'{"title":' + b"[" * 500 + b"]" * 500 + b"}", "too_deep"),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


def read(topic: str, value: bytes | None) -> Fact | Move | DeskEntry | Reject:
    return decode(topic, value, (), RECORD_AT, CODES)


@EACH_TOPIC
@pytest.mark.parametrize("name", NO_MESSAGES)
def test_what_is_no_message_is_refused_by_its_reason(topic: str, name: str) -> None:
    value, reason = NO_MESSAGES[name]
    reject = read(topic, value)
    assert isinstance(reject, Reject)
    assert reject.reason == reason
    assert reject.detail
    assert len(reject.payload) <= 4_096
    assert "王小明" not in reject.payload
    reject.payload.encode()


@EACH_STREAM
def test_a_byte_order_mark_does_no_harm(stream: Stream) -> None:
    message = encoded(event(stream.kind))
    assert read(stream.topic, b"\xef\xbb\xbf" + message) == read(stream.topic, message)


@EACH_STREAM
def test_the_last_of_equal_keys_counts_and_none_hides_identity(stream: Stream) -> None:
    message = encoded(event(stream.kind))
    twice = b'{"title": "first", ' + message[1:]
    assert read(stream.topic, twice) == read(stream.topic, message)
    hidden = b'{"face_id": 1, "face_id": null, ' + message[1:]
    reject = read(stream.topic, hidden)
    assert isinstance(reject, Reject)
    assert reject.reason == "identity_field"


@EACH_STREAM
def test_a_title_of_a_million_bytes_is_refused_in_short(stream: Stream) -> None:
    for title in ("长" * 333_333, "电话13812345678" * 60_000):
        reject = read(stream.topic, encoded(event(stream.kind, title=title)))
        assert isinstance(reject, Reject)
        assert reject.reason == "invalid_field"
        assert len(reject.payload) <= 4_096
        assert "13812345678" not in reject.payload


@EACH_STREAM
def test_a_million_bytes_of_unknown_fields_are_refused_in_short(stream: Stream) -> None:
    many = {f"key{number}": number for number in range(60_000)}
    reject = read(stream.topic, encoded(event(stream.kind, x=many)))
    assert isinstance(reject, Reject)
    assert reject.reason == "extra_too_large"
    assert len(reject.payload) <= 4_096


@EACH_STREAM
def test_hidden_characters_are_shown_and_huge_numbers_do_no_harm(
    stream: Stream,
) -> None:
    message = event(stream.kind, title="a\x00b\u202ec", x=10**30, y=-(10**11), z=1e300)
    made = read(stream.topic, encoded(message))
    assert isinstance(made, Fact)
    assert made.title == "a\ufffdb\ufffdc"
    assert json.loads(made.extra or "")["y"] == -(10**11)


@EACH_STREAM
def test_32_levels_of_an_unknown_field_are_kept(stream: Stream) -> None:
    deep: Any = 1
    for _ in range(31):
        deep = [deep]
    assert isinstance(read(stream.topic, encoded(event(stream.kind, x=deep))), Fact)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "13812345 ",
        "421303 19850101 ",
        "姓名：王、",
        "王小明、",
        "王与",
        "鄂S",
        "（男",
    ],
)
def test_a_text_made_to_be_slow_is_masked_in_time_and_for_good(piece: str) -> None:
    text = (piece * 4_000)[:3_988] + "421303198501"
    started = time.thread_time()
    made = read("cgc.incidents", encoded(event("incident", description=text)))
    assert time.thread_time() - started < 0.5
    assert isinstance(made, Fact)
    assert mask_text(made.description or "") == made.description


@EACH_TOPIC
@given(value=st.binary())
def test_no_bytes_raise(topic: str, value: bytes) -> None:
    assert isinstance(read(topic, value), Reject)


@EACH_TOPIC
@settings(deadline=None)
@given(value=JSON)
def test_no_json_raises(topic: str, value: Any) -> None:
    assert isinstance(read(topic, json.dumps(value).encode()), Reject)


@EACH_TOPIC
@settings(deadline=None)
@given(data=st.data())
def test_no_field_of_a_good_message_raises_whatever_it_holds(
    topic: str, data: st.DataObject
) -> None:
    message = json.loads(data.draw(st.sampled_from(samples(topic))))
    name = data.draw(st.sampled_from([*message, "x", "spread", "datum", "due_at"]))
    message[name] = data.draw(JSON)
    decoded = read(topic, json.dumps(message).encode())
    assert isinstance(decoded, Fact | Move | DeskEntry | Reject)


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_no_headers_raise(name: bytes, value: bytes) -> None:
    headers = (
        ("ce_type", value),
        (name.decode("latin-1"), value),
        ("content-type", value),
    )
    decoded = decode("cgc.incidents", b"{}", headers, RECORD_AT, CODES)
    assert isinstance(decoded, Reject)

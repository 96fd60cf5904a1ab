"""The short way to read a message comes out where the long way does, or not at all."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.entries.entry import DeskEntry
from streams.events import HANDLING_TOPIC, STREAMS, TOPICS, Incident, Move, Stream
from streams.intake.decode import Fact, Reject, decode
from streams.intake.plain import Plain
from streams.privacy.masking import _HINTS, may_need_masking
from tests.support.messages import COMMON, encoded, event, move
from tests.support.reference import shipped_codes, stamp
from tests.support.samples import samples

CODES = shipped_codes()
RECORD_AT = stamp("2026-11-30T08:00:00+08:00")
STRUCTS = {stream.topic: stream.struct for stream in STREAMS}
EACH_STREAM = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.kind)
TEXTS = [
    "",
    " ",
    "a b",
    "R-1",
    "13812345678",
    "A-13812345678",
    "421303198501011234",
    "报警人王小明",
    "李某，男，1985年生",
    "员初步劝解",
    "第一行\n第二行",
    "\t",
    "\x00",
    "\u202e",
    "４２１３",
    "421303",
    "421303001",
    "421321101201",
    "42130300100",
    "421303\n",
    "42138100041320008018",
    "4213810004132000801",
    "0" * 32,
    "Z" * 32,
    "x" * 65,
    "x" * 201,
    "wgs84",
    "gcj02",
    "bd09",
    "01",
    "05",
    "2026-11-01T08:00:00Z",
    "2026-11-01T08:00:00+14:00",
    "1999-12-31T23:59:59Z",
    "2000-01-01T00:00:00Z",
    "2027-11-01T08:00:00+08:00",
]
VALUES = st.one_of(
    st.sampled_from(TEXTS),
    st.text(max_size=8),
    st.lists(st.sampled_from(TEXTS), max_size=3),
    st.sampled_from([None, True, 0, 1, -1, 2**63, 0.0, 113.4, 116.4, {}, {"a": 1}]),
)
HEADERS = st.sampled_from([(), (("a", b"b"),)])
FIELDS = [*COMMON, "category", "note", "unknown", "to_center", "task_id", "link_id"]


def read(topic: str, value: bytes, headers: Any = ()) -> Any:
    return decode(topic, value, headers, RECORD_AT, CODES)


def read_the_long_way(topic: str, value: bytes, headers: Any = ()) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "read", lambda _reader, _value: None)
        return read(topic, value, headers)


def assert_same(one: Any, other: Any) -> None:
    """The short way reads into a struct of its own with the same fields."""
    kinds = (Fact, Reject, Move, DeskEntry)
    assert [isinstance(one, kind) for kind in kinds] == [
        isinstance(other, kind) for kind in kinds
    ]
    names = one.__struct_fields__
    assert names == other.__struct_fields__
    assert [getattr(one, name) for name in names] == [
        getattr(other, name) for name in names
    ]


@pytest.mark.parametrize("topic", TOPICS)
def test_both_ways_read_the_samples_alike(topic: str) -> None:
    for value in samples(topic):
        assert_same(read(topic, value), read_the_long_way(topic, value))


@EACH_STREAM
def test_a_usual_message_takes_the_short_way(stream: Stream) -> None:
    said = Plain.of(stream.struct).read(encoded(event(stream.kind)))
    assert isinstance(said, stream.struct)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([*STRUCTS, HANDLING_TOPIC]),
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3),
    st.booleans(),
    HEADERS,
)
def test_whatever_is_sent_both_ways_come_out_alike(
    topic: str, fields: dict[str, Any], ascii_only: Any, headers: Any
) -> None:
    kinds = {stream.topic: stream.kind for stream in STREAMS}
    usual = event(kinds[topic]) if topic in kinds else move("incident", "accept")
    value = json.dumps({**usual, **fields}, ensure_ascii=ascii_only).encode()
    assert_same(read(topic, value, headers), read_the_long_way(topic, value, headers))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_field_of_its_own_stream_may_hold_anything_too(chance: st.DataObject) -> None:
    stream = chance.draw(st.sampled_from(STREAMS))
    own = [n for n in stream.struct.__struct_fields__ if n not in COMMON]
    fields = {chance.draw(st.sampled_from(own)): chance.draw(VALUES)}
    value = encoded(event(stream.kind, **fields))
    assert_same(read(stream.topic, value), read_the_long_way(stream.topic, value))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "a b"},
        {"id": "13812345678"},
        {"source_ref": "R 1"},
        {"division_code": "42130300100"},
        {"spread": ["421303\n"]},
        {"party_hash": "Z" * 32},
        {"unknown": 1},
    ],
)
def test_what_has_not_the_form_is_left_to_the_long_way(fields: dict[str, Any]) -> None:
    assert Plain.of(Incident).read(encoded(event("incident", **fields))) is None


def test_a_division_seen_as_one_field_is_no_camera() -> None:
    plain = Plain.of(STRUCTS["cgc.camera-alerts"])
    camera = event("camera_alert")["camera_id"]
    assert plain.read(encoded(event("camera_alert"))) is not None
    assert plain.read(encoded(event("camera_alert", division_code=camera))) is None


ALPHABET = (
    '报警人王小明李女士先生因纠纷：（，,="男身份证电话1380 -\n\u202e鄂S某为是村店x*'
)


@settings(max_examples=1_000, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=24))
def test_one_search_finds_what_each_hint_alone_would_find(text: str) -> None:
    alone = [re.search(f"[{first}]{rest}", text) for first, rest in _HINTS]
    assert may_need_masking(text) is any(alone)

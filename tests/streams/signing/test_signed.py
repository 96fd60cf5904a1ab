"""What a signature covers: any change of what a message says or where it stands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.events import TOPICS
from streams.intake.admission import HEADERS, KEY, TOPIC, VALUE, admit
from streams.intake.cloudevents import EVENT_TYPES
from streams.intake.decode import Reject
from streams.intake.signatures import BAD
from streams.signing.public import PublicKey
from streams.signing.signed import OURS, SIGNATURE, signed_bytes
from tests.support.messages import encoded
from tests.support.signing import AT, admission, key, message, signed, signer

CITY = admission(signer("city"))
EACH_TOPIC = pytest.mark.parametrize("topic", TOPICS)
HEADER = st.tuples(
    st.sampled_from(["content-type", "ce_type", "ce_id"]), st.binary(max_size=6)
)
PARTS = st.tuples(
    st.text("abc-", max_size=4),
    st.text("abc.", max_size=4),
    st.binary(max_size=4),
    st.binary(max_size=4),
    st.lists(HEADER, max_size=3).map(tuple),
)


def binary(topic: str) -> tuple[tuple[str, bytes], ...]:
    return (
        ("content-type", b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_type", EVENT_TYPES[topic].encode()),
    )


def judged(record: tuple[Any, ...]) -> str:
    decoded = admit(record, AT, CITY)
    return decoded.reason if isinstance(decoded, Reject) else ""


def changed(record: tuple[Any, ...], place: int, value: Any) -> tuple[Any, ...]:
    return (*record[:place], value, *record[place + 1 :])


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@EACH_TOPIC
def test_a_signed_message_is_taken_bare_and_in_binary_mode(topic: str) -> None:
    assert judged(signed(key("city"), topic, message(topic))) == ""
    assert judged(signed(key("city"), topic, message(topic), binary(topic))) == ""
    resent = signed(key("city"), topic, message(topic))
    resent[HEADERS].append(("resent-from", b"cgc.incidents[0]@1"))
    assert judged(resent) == ""


@EACH_TOPIC
def test_a_record_without_a_key_is_the_same_as_one_with_an_empty_key(
    topic: str,
) -> None:
    sent = signed(key("city"), topic, message(topic), record_key=None)
    assert judged(sent) == judged(changed(sent, KEY, b"")) == ""


@EACH_TOPIC
@given(data=st.data())
def test_a_change_of_any_byte_is_found(topic: str, data: st.DataObject) -> None:
    sent = signed(key("city"), topic, message(topic), binary(topic))
    place = data.draw(st.sampled_from([KEY, VALUE]))
    at = data.draw(st.integers(0, len(sent[place]) - 1))
    assert judged(changed(sent, place, flipped(sent[place], at))) == BAD


@EACH_TOPIC
@given(data=st.data())
def test_a_change_of_any_header_of_the_envelope_or_the_signature_is_found(
    topic: str, data: st.DataObject
) -> None:
    sent = signed(key("city"), topic, message(topic), binary(topic))
    named = [at for at, (name, _) in enumerate(sent[HEADERS]) if name != "cgc-signer"]
    number = data.draw(st.sampled_from(named))
    name, value = sent[HEADERS][number]
    at = data.draw(st.integers(0, len(value) - 1))
    headers = [*sent[HEADERS]]
    headers[number] = (name, flipped(value, at))
    assert judged(changed(sent, HEADERS, headers)) == BAD
    headers[number : number + 1] = []
    assert judged(changed(sent, HEADERS, headers)) == BAD


@EACH_TOPIC
def test_what_was_signed_for_one_topic_counts_on_no_other(topic: str) -> None:
    sent = signed(key("city"), topic, message(topic))
    others = [judged(changed(sent, TOPIC, other)) for other in TOPICS if other != topic]
    assert set(others) == {BAD}


def test_a_header_that_is_there_twice_proves_nothing() -> None:
    sent = signed(key("city"), TOPICS[0], message(TOPICS[0]))
    ours = [header for header in sent[HEADERS] if header[0] in OURS]
    for header in ours:
        assert judged(changed(sent, HEADERS, [*sent[HEADERS], header])) == BAD


def test_a_header_of_the_envelope_that_was_added_is_found() -> None:
    topic = TOPICS[0]
    sent = signed(key("city"), topic, message(topic))
    added = [*sent[HEADERS], ("Content-Type", b"application/json")]
    assert judged(changed(sent, HEADERS, added)) == BAD


@given(one=PARTS, other=PARTS)
def test_no_two_messages_have_the_same_signed_bytes(one: Any, other: Any) -> None:
    assert (signed_bytes(*one) == signed_bytes(*other)) is (one == other)


def test_the_signed_bytes_are_what_the_documents_say() -> None:
    headers = [("Content-Type", b"x"), ("other", b"y"), ("ce_id", None)]
    parts = (b"cgc-signed-v1", b"k", b"t", b"", b"v", b"content-type", b"x", b"ce_id")
    said = b"".join(len(part).to_bytes(8, "big") + part for part in (*parts, b""))
    assert signed_bytes("k", "t", None, b"v", headers) == said


@given(st.binary(max_size=100))
def test_no_signature_of_made_up_bytes_is_one(signature: bytes) -> None:
    assert not PublicKey(key("city").public_key).proves(signature, b"said")


def test_a_signature_covers_what_the_key_file_signs() -> None:
    value = encoded(message(TOPICS[0]))
    headers = dict(key("city").headers(TOPICS[0], b"", value, ()))
    said = signed_bytes("city", TOPICS[0], b"", value, ())
    assert PublicKey(key("city").public_key).proves(headers[SIGNATURE], said)

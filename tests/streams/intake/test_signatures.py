"""Each reason to refuse a message for its signature, on every topic."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from streams.events import DESK_TOPIC, HANDLING_TOPIC, STREAMS, TOPICS
from streams.intake.admission import HEADERS, Admission, admit
from streams.intake.decode import Reject
from streams.intake.signatures import (
    BAD,
    ENDED,
    NOT_ITS_CENTER,
    REASONS,
    UNKNOWN,
    UNSIGNED,
)
from streams.signing.lists import ACCEPT, OFF, REQUIRE, Lists, SignersError
from tests.support.messages import CENTER, VILLAGE
from tests.support.signing import (
    AT,
    admission,
    asked,
    key,
    message,
    record,
    signatures_with,
    signed,
    signer,
)

EACH_TOPIC = pytest.mark.parametrize("topic", TOPICS)
EVENT_TOPICS = [stream.topic for stream in STREAMS]
COUNTY, ZONE, OTHER_COUNTY = "421321000000", "421390000000", "421381000000"
SECOND = timedelta(seconds=1)


def judged(record: tuple[Any, ...], held: Admission, at: Any = AT) -> str:
    decoded = admit(record, at, held)
    return decoded.reason if isinstance(decoded, Reject) else ""


def by_city(topic: str, **fields: Any) -> tuple[Any, ...]:
    return signed(key("city"), topic, message(topic, **fields))


WAYS: dict[str, Callable[[str], tuple[tuple[Any, ...], Admission]]] = {
    UNSIGNED: lambda topic: (record(topic, message(topic)), admission(signer("city"))),
    UNKNOWN: lambda topic: (by_city(topic), admission(signer("other"))),
    BAD: lambda topic: (
        by_city(topic),
        admission(signer("city", public_key=key("other").public_key)),
    ),
    NOT_ITS_CENTER: lambda topic: (
        by_city(topic),
        admission(signer("city", center_code=OTHER_COUNTY)),
    ),
    ENDED: lambda topic: (by_city(topic), admission(signer("city", valid_until=AT))),
}


def test_there_is_a_way_to_every_reason() -> None:
    assert tuple(WAYS) == (UNSIGNED, UNKNOWN, BAD, NOT_ITS_CENTER, ENDED)
    assert set(WAYS) == set(REASONS)


@EACH_TOPIC
@pytest.mark.parametrize("reason", WAYS)
def test_each_refusal_keeps_the_message_masked_and_says_what_helps(
    topic: str, reason: str
) -> None:
    sent, held = WAYS[reason](topic)
    decoded = admit(sent, AT, held)
    assert isinstance(decoded, Reject)
    assert decoded.reason == reason
    assert "synthetic" in decoded.payload
    assert ":" in decoded.detail


@EACH_TOPIC
def test_identity_outweighs_every_other_reason(topic: str) -> None:
    sent = record(topic, message(topic, id_number="420601199001011234"))
    decoded = admit(sent, AT, admission(signer("city")))
    assert isinstance(decoded, Reject)
    assert (decoded.reason, decoded.payload) == ("identity_field", "")


@EACH_TOPIC
@pytest.mark.parametrize(
    ("policy", "unsigned", "wrong"),
    [(OFF, "", ""), (ACCEPT, "", BAD), (REQUIRE, UNSIGNED, BAD)],
)
def test_what_is_asked_of_a_topic_is_asked_of_no_other(
    topic: str, policy: str, unsigned: str, wrong: str
) -> None:
    held = admission(signer("city"), policies=asked(policy, topic))
    forged = by_city(topic)
    forged[HEADERS][-1] = ("cgc-signature", b"AAAA")
    assert judged(record(topic, message(topic)), held) == unsigned
    assert judged(forged, held) == wrong
    others = [record(other, message(other)) for other in TOPICS if other != topic]
    assert {judged(other, held) for other in others} == {""}


def test_a_step_counts_from_its_moment_on_and_the_newest_counts() -> None:
    policies = [*asked(REQUIRE, since=AT), *asked(OFF, since=AT + 2 * SECOND)]
    held = admission(signer("city"), policies=policies)
    sent = record(HANDLING_TOPIC, message(HANDLING_TOPIC))
    seen = [judged(sent, held, AT + step * SECOND) for step in (-1, 0, 1, 2)]
    assert seen == ["", UNSIGNED, UNSIGNED, ""]


def test_a_key_speaks_from_its_first_moment_until_before_its_last() -> None:
    held = admission(signer("city", valid_from=AT, valid_until=AT + SECOND))
    sent = by_city(HANDLING_TOPIC)
    moments = (AT - SECOND, AT, AT + SECOND)
    assert [judged(sent, held, at) for at in moments] == [ENDED, "", ENDED]


@pytest.mark.parametrize("topic", [HANDLING_TOPIC, DESK_TOPIC])
@pytest.mark.parametrize(
    ("center", "below", "acting", "reason"),
    [
        (CENTER, "below", CENTER, ""),
        (CENTER, "below", VILLAGE, ""),
        (CENTER, "below", ZONE, ""),
        (CENTER, "", CENTER, ""),
        (CENTER, "", VILLAGE, NOT_ITS_CENTER),
        (COUNTY, "below", VILLAGE, ""),
        (COUNTY, "below", COUNTY[:6], ""),
        (COUNTY, "below", CENTER, NOT_ITS_CENTER),
        (OTHER_COUNTY, "below", VILLAGE, NOT_ITS_CENTER),
        (ZONE, "", ZONE, ""),
        (VILLAGE, "below", COUNTY, NOT_ITS_CENTER),
    ],
)
def test_a_key_acts_for_its_center_and_for_those_below_if_it_may(
    topic: str, center: str, below: str, acting: str, reason: str
) -> None:
    held = admission(signer("city", center_code=center, below=below == "below"))
    assert judged(by_city(topic, acting_center=acting), held) == reason


@pytest.mark.parametrize(
    ("agency", "acting", "reason"),
    [
        ("*", "fire", ""),
        ("*", None, ""),
        ("fire", "fire", ""),
        ("fire", "police", NOT_ITS_CENTER),
        ("fire", None, NOT_ITS_CENTER),
        ("", "fire", NOT_ITS_CENTER),
        ("", None, ""),
    ],
)
def test_a_key_acts_for_its_agency_alone(
    agency: str, acting: str | None, reason: str
) -> None:
    held = admission(signer("city", agency_code=agency))
    assert judged(by_city(HANDLING_TOPIC, acting_agency=acting), held) == reason
    on_duty = {"entry": "sign_off", "agency": acting, "person": "演示甲"}
    assert judged(by_city(DESK_TOPIC, **on_duty), held) == reason


@pytest.mark.parametrize("topic", EVENT_TOPICS)
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"sources": frozenset({"grid"})}, ""),
        ({"sources": frozenset({"camera"})}, NOT_ITS_CENTER),
        ({"sources": frozenset()}, NOT_ITS_CENTER),
        ({"center_code": COUNTY}, ""),
        ({"center_code": COUNTY, "below": False}, NOT_ITS_CENTER),
        ({"center_code": VILLAGE, "below": False}, ""),
        ({"center_code": OTHER_COUNTY}, NOT_ITS_CENTER),
        ({"center_code": ZONE, "below": False}, NOT_ITS_CENTER),
    ],
)
def test_a_key_tells_of_its_sources_and_divisions_alone(
    topic: str, said: dict[str, Any], reason: str
) -> None:
    assert judged(by_city(topic), admission(signer("city", **said))) == reason


@EACH_TOPIC
def test_a_key_speaks_on_its_topics_alone(topic: str) -> None:
    held = admission(signer("city", topics=frozenset(TOPICS) - {topic}))
    assert judged(by_city(topic), held) == NOT_ITS_CENTER


def test_a_key_of_a_center_that_is_not_there_is_named_with_its_line() -> None:
    lists = Lists((signer("city", center_code="999999999999", line=7),))
    with pytest.raises(SignersError, match="line 7: center 999999999999 is not in"):
        signatures_with(lists)


def test_an_id_of_a_key_that_anybody_made_up_is_cut_and_masked() -> None:
    name = b"13812345678" + b"x" * 500
    sent = record(HANDLING_TOPIC, message(HANDLING_TOPIC), [("cgc-signer", name)])
    decoded = admit(sent, AT, admission(signer("city")))
    assert isinstance(decoded, Reject)
    assert decoded.reason == UNKNOWN
    assert "13812345678" not in decoded.detail
    assert len(decoded.detail) < 200

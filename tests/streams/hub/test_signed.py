"""Signed, unsigned and refused messages are counted by who sent them, for a day."""

from datetime import timedelta
from typing import Any

from kafka.consumer.fetcher import ConsumerRecord
from msgspec.structs import astuple

from streams.broker.watch import Watch
from streams.entries.operations import Resend
from streams.events import DESK_TOPIC, HANDLING_TOPIC
from streams.hub.desk import _sent
from streams.hub.gauge import Gauge
from streams.hub.settings import settings_from
from streams.hub.signed import MOST, MOST_TOLD, SignedCounts
from streams.intake.admission import HEADERS, Admission, admit, admitted
from streams.intake.decode import Reject
from streams.intake.signatures import BAD, UNKNOWN, UNSIGNED
from streams.signing.lists import ACCEPT, REQUIRE
from tests.support.signing import (
    AT,
    admission,
    asked,
    key,
    message,
    record,
    signed,
    signer,
)

POLICIES = (*asked(REQUIRE, HANDLING_TOPIC), *asked(ACCEPT, "cgc.incidents"))
HELD = admission(signer("city"), policies=POLICIES)
HOUR = timedelta(hours=1)


def unsigned(topic: str, **fields: Any) -> Any:
    return record(topic, message(topic, **fields))


def by_city(topic: str, **fields: Any) -> Any:
    return signed(key("city"), topic, message(topic, **fields))


def counted(*records: Any, held: Admission = HELD) -> SignedCounts:
    counts = SignedCounts(held.signatures)
    counts.count(admitted(records, held), AT)
    return counts


def test_who_sent_what_is_told_who_was_refused_most_first() -> None:
    counts = counted(
        by_city(HANDLING_TOPIC),
        unsigned(HANDLING_TOPIC),
        unsigned(HANDLING_TOPIC),
        by_city("cgc.incidents", source="110"),
        by_city("cgc.incidents", source="110", version=-1),
        unsigned("cgc.incidents", source="grid"),
        unsigned(DESK_TOPIC),
    )
    told = [astuple(one) for one in counts.lately(AT)]
    assert told == [
        ("cgc.handling", "", "", 0, 0, 2, UNSIGNED, None),
        ("cgc.incidents", "", "grid", 0, 1, 0, "", None),
        ("cgc.handling", "city", "", 1, 0, 0, "", None),
        ("cgc.incidents", "city", "110", 2, 0, 0, "", None),
    ]


def test_what_is_a_day_old_is_forgotten() -> None:
    counts = SignedCounts(HELD.signatures)
    messages = admitted([by_city(HANDLING_TOPIC)], HELD)
    for hours in (0, 2):
        counts.count(messages, AT + hours * HOUR)
    seen = [
        sum(one.signed for one in counts.lately(AT + hours * HOUR))
        for hours in (2, 23, 24, 26)
    ]
    assert seen == [2, 2, 1, 0]


def test_a_key_that_ends_soon_is_told_with_its_end() -> None:
    soon = [signer(name, valid_until=AT + 720 * HOUR) for name in ("city", "still")]
    late = signer("late", valid_until=AT + 721 * HOUR)
    held = admission(*soon, late, policies=POLICIES)
    told = counted(by_city(HANDLING_TOPIC), held=held).lately(AT)
    assert [(one.topic, one.signer, one.valid_until) for one in told] == [
        ("", "still", AT + 720 * HOUR),
        (HANDLING_TOPIC, "city", AT + 720 * HOUR),
    ]


def test_a_flood_of_made_up_names_is_counted_together() -> None:
    forged = [
        record(HANDLING_TOPIC, message(HANDLING_TOPIC), [("cgc-signer", b"x%d" % n)])
        for n in range(MOST + 5)
    ]
    told = counted(*forged).lately(AT)
    assert len(told) == MOST_TOLD
    assert (told[0].signer, told[0].refused) == ("", 5)


def test_without_lists_nothing_is_counted() -> None:
    counts = SignedCounts(None)
    assert not counts.count(admitted([by_city(HANDLING_TOPIC)], HELD), AT)
    assert counts.lately(AT) == []


def test_health_and_metrics_tell_it() -> None:
    settings = settings_from({})
    gauge = Gauge(settings, Watch(settings.connection), HELD.signatures)
    states = counted().count(
        admitted([by_city(HANDLING_TOPIC), unsigned(HANDLING_TOPIC)], HELD), AT
    )
    gauge.metrics.signed(states)
    assert HELD.signatures is not None
    assert gauge.health().signers_edition == HELD.signatures.lists.edition()
    found = {
        state: gauge.metrics.registry.get_sample_value(
            "cgc_signed_total", {"topic": HANDLING_TOPIC, "state": state}
        )
        for state in ("signed", "unsigned", "refused")
    }
    assert found == {"signed": 1, "unsigned": None, "refused": 1}


class Kept:
    """What would go to the broker."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, topic: str, key: bytes, value: bytes, headers: Any) -> "Kept":
        self.sent.append(record(topic, value, headers, record_key=key))
        return self

    def wait(self) -> None:
        """It is there at once."""


def test_a_message_of_an_unknown_key_is_taken_when_it_is_sent_again_later() -> None:
    sent = by_city(HANDLING_TOPIC)
    before = admission(signer("other"), policies=POLICIES)
    assert _reason(admit(sent, AT, before)) == UNKNOWN
    outbox = Kept()
    entry = Resend(
        entry_id="E1",
        actor="a",
        acting_center="421300000000",
        entered_at=AT,
        topic=HANDLING_TOPIC,
        partition=0,
        offset=0,
    )
    _sent(entry, ConsumerRecord(*sent, None, 0, 0, 0), outbox)  # type: ignore[arg-type]
    [again] = outbox.sent
    assert again[HEADERS][-1] == ("resent-from", b"cgc.handling[0]@0")
    assert _reason(admit(again, AT, HELD)) == ""
    moved = record("cgc.incidents", again[7], again[HEADERS], record_key=again[6])
    assert _reason(admit(moved, AT, HELD)) == BAD


def _reason(decoded: Any) -> str:
    return decoded.reason if isinstance(decoded, Reject) else ""

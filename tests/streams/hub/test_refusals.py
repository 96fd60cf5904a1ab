"""A source of which most messages are refused is told, whatever the reason."""

from typing import Any

from streams.clock import now
from streams.events import STREAMS
from streams.hub.refusals import Refusals
from streams.intake.admission import Admission, admitted
from streams.intake.origin import origin_of
from streams.landing.batches import sort
from streams.status import SourceStatus
from tests.support.messages import encoded, event
from tests.support.reference import shipped_codes

TOPIC = STREAMS[0].topic
HOLDS_REAL = Admission(shipped_codes(), is_synthetic=False)
HOLDS_SYNTHETIC = Admission(shipped_codes(), is_synthetic=True)


def read(refusals: Refusals, values: list[bytes], admission: Admission) -> None:
    at = now().timestamp() * 1_000
    records: list[Any] = [
        (TOPIC, 0, 0, offset, at, 0, None, value, [])
        for offset, value in enumerate(values)
    ]
    messages = admitted(records, admission)
    refusals.count(messages, sort(messages, batch_no=1, epochs={TOPIC: 1}))


def sent(count: int, **fields: Any) -> list[bytes]:
    return [encoded(event("incident", number, **fields)) for number in range(count)]


def test_synthetic_records_on_a_real_store_are_told_with_their_source() -> None:
    refusals = Refusals()
    read(refusals, sent(300, source="grid"), HOLDS_REAL)
    read(refusals, sent(200, source="grid"), HOLDS_REAL)
    assert refusals.standing() == [
        SourceStatus(TOPIC, "grid", "mixed_with_synthetic", 500, 500)
    ]


def test_each_source_stands_for_itself_and_is_well_again_by_what_it_sends() -> None:
    refusals = Refusals()
    read(refusals, sent(5_000, source="grid"), HOLDS_SYNTHETIC)
    read(refusals, sent(90, source="court", title=""), HOLDS_SYNTHETIC)
    assert [one.source for one in refusals.standing()] == ["court"]
    read(refusals, sent(50, source="grid", title=""), HOLDS_SYNTHETIC)
    assert {one.source for one in refusals.standing()} == {"court", "grid"}
    read(refusals, sent(60, source="court"), HOLDS_SYNTHETIC)
    assert [one.source for one in refusals.standing()] == ["grid"]


def test_a_few_refusals_among_many_or_of_few_are_none() -> None:
    refusals = Refusals()
    read(refusals, sent(6, title="") + sent(94), HOLDS_SYNTHETIC)
    read(refusals, sent(9, source="court", title=""), HOLDS_SYNTHETIC)
    assert refusals.standing() == []


def test_what_cannot_be_read_at_all_counts_for_its_topic() -> None:
    refusals = Refusals()
    read(refusals, [b"no json"] * 12, HOLDS_SYNTHETIC)
    assert refusals.standing() == [SourceStatus(TOPIC, "", "not_json", 12, 12)]


def test_a_made_up_source_for_each_message_fills_no_memory() -> None:
    refusals = Refusals()
    messages = [
        encoded(event("incident", number, source=f"s{number}", title=""))
        for number in range(3_000)
    ]
    read(refusals, messages, HOLDS_SYNTHETIC)
    assert len(refusals._records) <= 1_001  # noqa: SLF001
    (told,) = refusals.standing()
    assert (told.source, told.refused) == ("", 2_000)


def test_a_source_is_found_in_an_envelope_and_never_shows_a_number() -> None:
    assert origin_of(b'{"source": "/a", "data": {"source": "grid"}}') == "grid"
    assert origin_of(b'{"source": "grid", "title": 1}') == "grid"
    assert "13800138000" not in origin_of(b'{"source": "13800138000"}')
    assert origin_of(b"") == origin_of(b"[1]") == origin_of(None) == ""

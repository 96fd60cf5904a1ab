"""A form becomes a message that the hub takes, masked before it goes, and only one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec import structs

from board.desk import forms, waiting
from board.desk.entries import DeskError
from board.desk.registering import (
    Checked,
    Identity,
    Registrar,
    checked,
    event_of,
    id_of_form,
    id_of_row,
)
from board.desk.said import Place, place
from board.reads.reads import Reads
from streams.broker.outbox import OutboxError
from streams.events import STREAMS, Event, Stream
from streams.intake.decode import Fact, decode
from streams.privacy.masking import mask_reference
from streams.privacy.parties import PartyKey, identity_of
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.reference import shipped_codes

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY = 421300000000
VILLAGE = "421321101001"
TOLD = "王小明（13812345678）与邻居因排水沟走向争吵"
MASKED = "王**（138****5678）与邻居因排水沟走向争吵"
CARD = "42130219900101123X"
KEY = PartyKey(bytes(32))
TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105 - the name of a form
MOST_FIELDS = 8
KINDS = pytest.mark.parametrize("stream", forms.registrable(), ids=lambda one: one.kind)


@pytest.fixture(scope="session")
def where(snapshot: Snapshot) -> Place:
    return place(snapshot.geography, CITY, NOW, KEY)


def filled(stream: Stream, **changes: Any) -> dict[str, Any]:
    """A form of a stream as somebody filled it in."""
    said = {
        "category": next(iter(forms.listed(stream.kind, "category"))),
        "division_code": VILLAGE,
        "occurred_at": "3-18 14:30",
        "title": TOLD,
        "description": "来人身份证42130219800101123X",
        "level": "04",
        "score": 60,
        "party": f"王小明 {CARD}",
        **forms.WAYS,
    }
    return {field: said[field] for field in forms.asked(stream.kind)} | changes


def sent(one: Checked, item_id: str = id_of_form(TOKEN), version: int = 1) -> Event:
    who = Identity(item_id, version, NOW)
    return event_of(one, who, is_synthetic=True)


class Wire:
    """An outbox whose messages a city's hub reads at once, or none of which arrives."""

    def __init__(self, city: City | None = None) -> None:
        self.city = city
        self.messages: list[tuple[str, bytes, bytes]] = []

    def send(self, topic: str, key: bytes, value: bytes) -> Wire:
        self.messages.append((topic, key, value))
        if self.city is not None:
            self.city.take([(topic, 0, None, len(self.messages), *_rest(value))], NOW)
        return self

    def wait(self) -> None:
        if self.city is None:
            raise OutboxError("no way")


def _rest(value: bytes) -> tuple[Any, ...]:
    return round(NOW.timestamp() * 1000), 0, b"", value, ()


@KINDS
def test_a_form_of_a_stream_has_at_most_eight_fields(stream: Stream) -> None:
    asked = forms.asked(stream.kind)
    assert len(asked) <= MOST_FIELDS
    assert len(set(asked)) == len(asked)


def test_a_stream_is_offered_if_a_person_can_say_all_that_it_must_say() -> None:
    kinds = [one.kind for one in forms.registrable()]
    assert kinds == [one.kind for one in STREAMS if one.kind != "camera_alert"]


@KINDS
def test_the_hub_takes_what_a_form_sends_as_it_is(stream: Stream, where: Place) -> None:
    one = checked(stream, filled(stream), where)
    assert one.faults == ()
    event = sent(one)
    fact = decode(stream.topic, msgspec.json.encode(event), (), NOW, shipped_codes())
    assert isinstance(fact, Fact), fact
    assert (fact.item_id, fact.title) == (f"center-{TOKEN}", MASKED)
    assert "13812345678" not in msgspec.json.encode(event).decode()
    assert "19800101" not in msgspec.json.encode(event).decode()
    assert fact.source == "center"


@KINDS
def test_a_party_leaves_as_a_hash_and_a_lead_has_none(
    stream: Stream, where: Place
) -> None:
    one = checked(stream, filled(stream), where)
    event = sent(one)
    is_case = stream.opens_as == "case"
    assert event.party_hash == (KEY.hash_of(identity_of(CARD)) if is_case else None)
    assert "party" not in one.fields
    assert CARD not in msgspec.json.encode(event).decode()


@pytest.mark.parametrize("said", ["无", " ", "—"])
def test_nobody_has_no_hash(said: str, where: Place) -> None:
    one = checked(forms.stream_of("dispute"), {"party": said}, where)
    assert "party_hash" not in one.fields
    assert "party" not in {fault.field for fault in one.faults}


def test_without_a_key_nobody_is_hashed(where: Place) -> None:
    keyless = structs.replace(where, party_key=None)
    stream = forms.stream_of("dispute")
    one = checked(stream, filled(stream, party="王**"), keyless)
    assert one.faults == ()
    assert sent(one).party_hash is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [("王**", "masked_party"), ("王", "unfit"), ("x" * 101, "too_long")],
)
def test_what_says_no_party_is_told(said: str, reason: str, where: Place) -> None:
    one = checked(forms.stream_of("dispute"), {"party": said}, where)
    assert ("party", reason) in {(fault.field, fault.reason) for fault in one.faults}


@KINDS
def test_everything_that_is_wrong_is_told_at_once(stream: Stream, where: Place) -> None:
    nothing = dict.fromkeys(forms.asked(stream.kind), "")
    faults = checked(stream, nothing | {"occurred_at": "soon"}, where).faults
    told = {one.field: one.reason for one in faults}
    needed = {"category", "division_code", "title", stream.own_scale}
    assert told == dict.fromkeys(needed, "missing") | {"occurred_at": "no_moment"}


@given(some.uuids())
def test_an_id_leads_to_nobody(token: UUID) -> None:
    made = id_of_form(token.hex)
    assert mask_reference(made) == made
    rows = id_of_row(STREAMS[0], "grid", token.hex, {})
    assert mask_reference(rows) == rows


@given(some.text(), some.text(), some.text(), some.text())
def test_rows_are_one_item_if_they_bear_one_number(
    one: str, other: str, says: str, says_else: str
) -> None:
    def made(reference: str, said: str) -> str:
        return id_of_row(STREAMS[0], "grid", reference, {"title": said})

    if one and other:
        assert (made(one, says) == made(other, says_else)) == (one == other)
    assert (made("", says) == made("", says_else)) == (says == says_else)


def test_a_form_that_is_sent_twice_is_one_item(where: Place) -> None:
    stream, city = forms.stream_of("dispute"), City(ready_store())
    registrar = Registrar(Wire(city), Reads(city.store))  # type: ignore[arg-type]
    event = sent(checked(stream, filled(stream), where))
    registrar.send((stream, event), (stream, event))
    found = registrar.landed("dispute", event.id, event.version)
    assert found is not None
    assert (found.version, found.title, found.status) == (1, MASKED, "registered")
    listed = city.store.query("item_list", low=0, high=10**12, row_limit=9)
    assert listed.num_rows == 1


def test_a_version_is_waited_for_until_the_store_has_it(
    where: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "ASK_UP_TO_S", 0.1)
    stream, city = forms.stream_of("dispute"), City(ready_store())
    registrar = Registrar(Wire(city), Reads(city.store))  # type: ignore[arg-type]
    event = sent(checked(stream, filled(stream), where))
    assert registrar.landed_soon("dispute", event.id, 1) is None
    registrar.send((stream, event))
    assert registrar.landed_soon("dispute", event.id, 2) is None
    assert registrar.landed_soon("dispute", event.id, 1) is not None


def test_what_did_not_arrive_says_why(where: Place) -> None:
    stream = forms.stream_of("incident")
    registrar = Registrar(Wire(), Reads(None))  # type: ignore[arg-type] # fakes
    event = sent(checked(stream, filled(stream), where))
    with pytest.raises(DeskError, match="no way"):
        registrar.send((stream, event))


def test_a_key_is_the_id_so_that_versions_keep_their_order(where: Place) -> None:
    stream, wire = forms.stream_of("incident"), Wire(City(ready_store()))
    registrar = Registrar(wire, Reads(None))  # type: ignore[arg-type] # fakes
    registrar.send((stream, sent(checked(stream, filled(stream), where))))
    [(topic, key, _)] = wire.messages
    assert (topic, key) == (stream.topic, f"center-{TOKEN}".encode())

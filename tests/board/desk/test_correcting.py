"""A correction is the next version: it changes what was changed and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.desk import forms
from board.desk.correcting import is_correctable, kept_of, next_version, values_of
from board.desk.registering import checked, event_of
from board.desk.said import place
from board.reads.reads import Reads
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.geography import Geography
    from board.picture.snapshot import Snapshot
    from board.reads.rows_registration import ItemNow
    from streams.events import Event, Stream

CITY, ZENGDU = 421300000000, 421303000000
VILLAGE, OTHER = 421321101001, 421321101002
SENT_AGAIN = {"version", "received_at", "case_number"}
KINDS = pytest.mark.parametrize("stream", forms.registrable(), ids=lambda one: one.kind)


@pytest.fixture
def hub() -> City:
    return City(ready_store())


@pytest.fixture(scope="session")
def geography(snapshot: Snapshot) -> Geography:
    return snapshot.geography


def registered(hub: City, stream: Stream) -> ItemNow:
    """An item of the desk with all that a message may say besides."""
    event = hub.event(
        NOW - timedelta(hours=1),
        kind=stream.kind,
        item_id="center-1",
        division_code=VILLAGE,
    )
    event = structs.replace(
        event,
        source="center",
        description="说明",
        scale="02",
        tags=("夜间",),
        campaign="summer",
        party_hash="a" * 32,
    )
    hub.write(event, at=NOW)
    return present(hub, stream)


def present(hub: City, stream: Stream) -> ItemNow:
    found = Reads(hub.store).item_now(stream.kind, "center-1")
    assert found is not None
    return found


def corrected(item: ItemNow, geography: Geography, **changes: Any) -> Event:
    stream = forms.stream_of(item.kind)
    where = place(geography, CITY, NOW)
    one = checked(stream, values_of(item) | changes, where)
    assert one.faults == ()
    kept = kept_of(item, one.fields["division_code"])
    return event_of(one, next_version(item), is_synthetic=True, kept=kept)


@KINDS
def test_a_correction_without_a_change_says_the_same_one_version_on(
    stream: Stream, hub: City, geography: Geography
) -> None:
    before = registered(hub, stream)
    hub.write(corrected(before, geography), at=NOW)
    after = present(hub, stream)
    assert after.version == before.version + 1
    # The form has no parts of a second.
    whole = before.occurred_at.replace(microsecond=0)
    assert after == structs.replace(before, version=after.version, occurred_at=whole)


@KINDS
def test_a_correction_changes_what_was_changed(
    stream: Stream, hub: City, geography: Geography
) -> None:
    before = registered(hub, stream)
    event = corrected(
        before, geography, title="王小明（13812345678）改了", description=""
    )
    hub.write(event, at=NOW)
    after = present(hub, stream)
    assert (after.title, after.description) == ("王**（138****5678）改了", None)
    assert (after.scale, after.tags, after.party_hash) == ("02", ["夜间"], "a" * 32)
    assert (after.longitude, after.details) == (before.longitude, before.details)


def test_a_place_that_was_wrong_takes_its_position_with_it(
    hub: City, geography: Geography
) -> None:
    before = registered(hub, forms.stream_of("incident"))
    event = corrected(before, geography, division_code=str(OTHER))
    assert (event.longitude, event.latitude) == (None, None)


def test_only_what_was_registered_here_is_corrected_by_who_sees_it(
    hub: City, geography: Geography
) -> None:
    item = registered(hub, forms.stream_of("incident"))
    assert is_correctable(item, geography, CITY)
    assert not is_correctable(item, geography, ZENGDU)
    of_110 = structs.replace(item, source="police_110")
    assert not is_correctable(of_110, geography, CITY)
    imported = structs.replace(of_110, item_id="import-1")
    assert is_correctable(imported, geography, CITY)
    alert = structs.replace(item, kind="camera_alert")
    assert not is_correctable(alert, geography, CITY)

"""Lists are asked once, and anew when the hub has others or another hub answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.picture.watched import lists_of
from board.reads.fixed import Fixed
from board.reads.reads import HubGone, Reads
from tests.board.conftest import NOW
from tests.support.doors import Shut, maker_of
from tests.support.intake import Intake
from tests.support.pair import pair

if TYPE_CHECKING:
    from sql.store import Store


def load_anew(store: Store) -> None:
    """As a hub of a new version does at its start."""
    with store.transaction() as transaction:
        transaction.run("drop_meta", name="lists")
        transaction.run("put_meta", name="lists", value="of a new version")


def test_what_a_hub_of_other_lists_says_is_asked_anew() -> None:
    intake = Intake()
    intake.event("incident", 1)
    door = Shut(intake.store)
    maker = maker_of(door)
    maker.tick(NOW)
    fixed = Fixed(Reads(door), lambda: lists_of(maker.snapshot.batch))
    rules, places = fixed.rules(), maker.snapshot.geography
    intake.event("incident", 2)
    maker.tick(NOW)
    assert maker.snapshot.geography is places
    door.is_shut = True
    assert fixed.rules() is rules
    with pytest.raises(HubGone):
        fixed.sites()
    door.is_shut = False
    load_anew(intake.store)
    maker.tick(NOW)
    assert maker.snapshot.geography is not places
    assert maker.snapshot.geography.divisions == places.divisions
    assert fixed.rules() is not rules
    assert fixed.rules() is fixed.rules()


def test_what_another_hub_says_is_asked_anew() -> None:
    with pair() as hubs:
        hubs.event(1)
        hubs.later()
        reads = Reads(hubs.hubs)
        fixed = Fixed(reads, lambda: lists_of(reads.last_batch()))
        before = fixed.sites()
        assert fixed.sites() is before
        hubs.first.shut()
        hubs.at += 1
        assert fixed.sites() is not before
        assert fixed.sites() == before

"""The lists of signers at the hub's start, and what of them a person should know.

The store remembers by which lists its messages were judged: who changes the past of a
list makes a hub that is built anew differ from one that was there, and has to hear it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from streams.clock import now
from streams.intake.signatures import Signatures
from streams.landing import positions
from streams.landing.positions import Alarm
from streams.signing.lists import OFF, REQUIRE, SOON, Lists, Policy, Signer, deciding
from streams.signing.reading import lists_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sql.store import Store
    from streams.broker.cluster import ClusterFacts
    from streams.hub.settings import HubSettings

SIGNER_ENDS, SIGNERS_CHANGED = "signer_ends", "signers_changed"
SENDERS_TIME: Final = "signed_by_senders_time"
REFERENCE: Final = ("centers", "center_ranges")
EDITION, LINES = "signers", "signer_lines"
"""Facts of the store: a hash of the lists, and the lists themselves."""
_SENDERS: Final = "CreateTime"
_FAR: Final = datetime.max.replace(tzinfo=UTC)


def signatures_of(store: Store, settings: HubSettings) -> Signatures | None:
    """Read the lists, hold them against those of before, and remember them; None where
    no signature is looked at. SignersError says what is wrong with a list.
    """
    lists = lists_from(settings.signers, settings.signed_topics)
    centers, ranges = (store.query(name).to_pylist() for name in REFERENCE)
    signatures = Signatures(lists, centers, ranges)
    _remember(store, lists)
    return signatures if lists.policies else None


def _remember(store: Store, lists: Lists) -> None:
    facts = {
        row["name"]: row["value"] for row in store.query("store_facts").to_pylist()
    }
    before = Lists()
    if LINES in facts:
        before = msgspec.json.decode(facts[LINES], type=Lists)
    if before.edition() == lists.edition():
        return
    ends = [row["last_record_at"] for row in store.query("partitions").to_pylist()]
    words = judged_anew(before, lists, max(filter(None, ends), default=None))
    with store.transaction(into_reserve=True) as transaction:
        for name in (EDITION, LINES):
            transaction.run("drop_meta", name=name)
        if lists != Lists():
            lines = msgspec.json.encode(lists).decode()
            transaction.run("put_meta", name=EDITION, value=lists.edition())
            transaction.run("put_meta", name=LINES, value=lines)
    for word in words:
        positions.note(store, Alarm(SIGNERS_CHANGED, word), now())


def judged_anew(before: Lists, after: Lists, last_at: datetime | None) -> list[str]:
    """Which lines say otherwise than `before` of a time from which messages are in the
    store already; nothing of an empty store.
    """
    was, is_ = _named(before), _named(after)
    asked_at = _asked_at((*before.policies, *after.policies))
    return [
        f"{name} says otherwise than before of messages that were judged already: a "
        "hub that is built anew judges them so; if that is meant, build this one anew"
        for name in sorted(was.keys() | is_.keys())
        if last_at is not None
        and max(asked_at, _changed_at(was.get(name), is_.get(name))) <= last_at
    ]


def noticed(
    signatures: Signatures | None, cluster: ClusterFacts | None, at: datetime
) -> dict[str, list[Alarm]]:
    """What of the lists a person should know now, by the code of its alarm."""
    if signatures is None:
        return {}
    return {
        SIGNER_ENDS: ending(signatures.lists, at),
        SENDERS_TIME: by_senders_time(signatures, cluster, at),
    }


def ending(lists: Lists, at: datetime) -> list[Alarm]:
    """The keys that end within 30 days and have no successor of the same power."""
    return [
        Alarm(
            SIGNER_ENDS,
            f"key {one.key_id} ends at {one.valid_until:%Y-%m-%d %H:%M}: make another "
            "with python -m streams key, and add its line to the list of every hub",
        )
        for one in lists.signers
        if one.valid_until is not None
        and at < one.valid_until <= at + SOON
        and not any(_follows(one, other) for other in lists.signers)
    ]


def by_senders_time(
    signatures: Signatures, cluster: ClusterFacts | None, at: datetime
) -> list[Alarm]:
    """The topics of which signatures are looked at though senders date them: who signs
    nothing says that his message is from before it was asked for.
    """
    return [
        Alarm(
            SENDERS_TIME,
            f"{one.topic} bears its senders' time, by which a message can be older "
            "than what is asked of it: set message.timestamp.type=LogAppendTime",
        )
        for one in (cluster.topics if cluster else ())
        if one.timestamp_type == _SENDERS
        and signatures.policy_at(one.topic, at) == REQUIRE
    ]


def _follows(ended: Signer, other: Signer) -> bool:
    """Whether another key may say all the same, without a pause, and for longer."""
    end, its_end = ended.valid_until or _FAR, other.valid_until or _FAR
    is_longer = other.valid_from <= end < its_end
    return is_longer and _power(ended) == _power(other)


def _power(one: Signer) -> tuple[Any, ...]:
    return one.center_code, one.below, one.agency_code, one.topics, one.sources


def _named(lists: Lists) -> dict[str, Signer | Policy]:
    """Lines by what a person knows them by; a step is all that it says."""
    keys = {f"key {one.key_id}": one for one in lists.signers}
    steps = {
        f"{one.policy} of {one.topic} from {one.valid_from:%Y-%m-%d %H:%M}": one
        for one in lists.policies
    }
    return {**keys, **steps}


def _asked_at(policies: Iterable[Policy]) -> datetime:
    """Since when signatures are looked at: before it the lists decide nothing."""
    steps = (one.valid_from for one in policies if one.policy != OFF)
    return min(steps, default=_FAR)


def _changed_at(
    before: Signer | Policy | None, after: Signer | Policy | None
) -> datetime:
    """From when on a line says something else than it did."""
    if before is None or after is None:
        there = before or after
        return there.valid_from if there else _FAR
    if deciding(before) == deciding(after):
        return _FAR
    if isinstance(before, Signer) and isinstance(after, Signer):
        ends = (before.valid_until or _FAR, after.valid_until or _FAR)
        until_then = msgspec.structs.replace(before, valid_until=after.valid_until)
        if deciding(until_then) == deciding(after):
            return min(ends)
    return min(before.valid_from, after.valid_from)

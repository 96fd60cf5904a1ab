"""How signed and unsigned messages fared within the last day."""

from __future__ import annotations

from collections import Counter, deque
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from streams.intake.admission import HEADERS, TOPIC, VALUE
from streams.intake.decode import Fact, Reject
from streams.intake.origin import origin_of
from streams.intake.signatures import REASONS, shown
from streams.signing.lists import OFF, SOON, Lists
from streams.signing.signed import OURS, SIGNER
from streams.status import SignerStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from streams.intake.admission import Admitted
    from streams.intake.signatures import Signatures

SIGNED, UNSIGNED, REFUSED = "signed", "unsigned", "refused"
"""Proven, let in without a signature, and refused for a wrong or missing one."""
DAY, SLICE = timedelta(days=1), timedelta(hours=1)
MOST, MOST_TOLD = 1_000, 200
"""A flood of made-up names must not fill the memory, nor the page."""


class Sender(NamedTuple):
    """Who sent, as far as is known: `source` of events alone."""

    topic: str
    signer: str
    source: str


class Fate(NamedTuple):
    """What became of a message of theirs, and why if it was refused."""

    state: str
    reason: str = ""


class SignedCounts:
    """Counted with every commit, in slices of an hour by the hub's clock."""

    def __init__(self, signatures: Signatures | None) -> None:
        self._signatures = signatures
        self._slices: deque[tuple[datetime, dict[Sender, Counter[Fate]]]] = deque()

    def count(
        self, messages: Iterable[Admitted], at: datetime
    ) -> Counter[tuple[str, str]]:
        """Take note of how messages fared; how many of a topic came to which state.

        Messages of topics of which no signature is looked at are not counted.
        """
        found = self._found(messages)
        states: Counter[tuple[str, str]] = Counter()
        for (sender, fate), number in found.items():
            states[sender.topic, fate.state] += number
            self._counter(sender, at)[fate] += number
        return states

    def lately(self, at: datetime) -> list[SignerStatus]:
        """Of senders of the last day, first who was refused most or signs least."""
        found: dict[Sender, Counter[Fate]] = {}
        for begun, slice_ in self._slices:
            if at - begun < DAY:
                for sender, fates in slice_.items():
                    found.setdefault(sender, Counter()).update(fates)
        ends = self._ends(at)
        for key_id in ends.keys() - {sender.signer for sender in found}:
            if ends[key_id] <= at + SOON:
                found[Sender("", key_id, "")] = Counter()
        told = (
            _status(sender, fates, ends.get(sender.signer))
            for sender, fates in found.items()
        )
        return sorted(told, key=_order)[:MOST_TOLD]

    def _ends(self, at: datetime) -> dict[str, datetime]:
        """Of keys that have an end before them, when it is."""
        lists = self._signatures.lists if self._signatures else Lists()
        return {
            one.key_id: one.valid_until
            for one in lists.signers
            if one.valid_until is not None and one.is_valid_at(at)
        }

    def _found(self, messages: Iterable[Admitted]) -> Counter[tuple[Sender, Fate]]:
        signatures = self._signatures
        if signatures is None:
            return Counter()
        return Counter(
            (_sender(record, decoded), _fate(record, decoded))
            for record, at, decoded in messages
            if signatures.policy_at(record[TOPIC], at) != OFF
        )

    def _counter(self, sender: Sender, at: datetime) -> Counter[Fate]:
        if not self._slices or at - self._slices[-1][0] >= SLICE:
            self._slices.append((at, {}))
        while at - self._slices[0][0] >= DAY:
            self._slices.popleft()
        slice_ = self._slices[-1][1]
        if sender not in slice_ and len(slice_) >= MOST:
            sender = Sender(sender.topic, "", "")
        return slice_.setdefault(sender, Counter())


def _order(one: SignerStatus) -> tuple[int, int, str, str, str]:
    return -one.refused, -one.unsigned, one.topic, one.signer, one.source


def _sender(record: Any, decoded: Any) -> Sender:
    ids = [value or b"" for name, value in record[HEADERS] if name == SIGNER]
    signer = shown(ids[0].decode(errors="replace")) if ids else ""
    return Sender(record[TOPIC], signer, _source(record, decoded))


def _source(record: Any, decoded: Any) -> str:
    if isinstance(decoded, Fact):
        return decoded.source
    return origin_of(record[VALUE]) if isinstance(decoded, Reject) else ""


def _fate(record: Any, decoded: Any) -> Fate:
    """What was signed well and refused for something else counts as signed."""
    if isinstance(decoded, Reject) and decoded.reason in REASONS:
        return Fate(REFUSED, decoded.reason)
    is_signed = any(name in OURS for name, _ in record[HEADERS])
    return Fate(SIGNED if is_signed else UNSIGNED)


def _status(
    sender: Sender, fates: Counter[Fate], valid_until: datetime | None
) -> SignerStatus:
    states: Counter[str] = Counter()
    for fate, number in fates.items():
        states[fate.state] += number
    refused = Counter({fate: n for fate, n in fates.items() if fate.reason})
    return SignerStatus(
        topic=sender.topic,
        signer=sender.signer,
        source=sender.source,
        signed=states[SIGNED],
        unsigned=states[UNSIGNED],
        refused=states[REFUSED],
        reason=refused.most_common(1)[0][0].reason if refused else "",
        valid_until=valid_until,
    )

"""Whether a message comes from whom it names: its signature, and what its key may say.

What is found depends on the record, its Kafka time and the lists alone, so that every
hub with the same lists finds the same, whenever it reads.
"""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any, Final, Self

from msgspec import Struct

from streams.entries.entry import DeskEntry
from streams.events import Move
from streams.intake.facts import Fact
from streams.intake.rejects import Refused
from streams.privacy.masking import mask_line
from streams.signing.lists import ANY, OFF, REQUIRE, SIGNERS, SignersError
from streams.signing.public import PublicKey
from streams.signing.signed import OURS, SIGNATURE, SIGNER, signed_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from streams.signing.lists import Lists, Policy, Signer
    from streams.signing.signed import Headers

    Rows = Sequence[Mapping[str, Any]]

UNSIGNED, UNKNOWN, BAD = "unsigned", "unknown_signer", "bad_signature"
NOT_ITS_CENTER, ENDED = "not_its_center", "signer_ended"
REASONS: Final = (UNSIGNED, UNKNOWN, BAD, NOT_ITS_CENTER, ENDED)
LONGEST_SHOWN: Final = 64


class Speaker(Struct, frozen=True):
    """A signer with its key read, and its power spelt out: the centers for which it
    acts, and the half-open ranges of divisions of which it may tell.
    """

    signer: Signer
    key: PublicKey
    centers: frozenset[str]
    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, signer: Signer, centers: Rows, ranges: Rows) -> Self:
        """Spell a line of the list out. SignersError names a wrong one."""
        own = int(signer.center_code)
        row = next((one for one in centers if int(one["center_code"]) == own), None)
        if row is None:
            raise SignersError(
                f"{SIGNERS} line {signer.line}: center {signer.center_code} is not in "
                "the list of centers: correct it, or add it"
            )
        division = row["division_code"]
        seen = [
            (int(one["low"]), int(one["high"]))
            for one in ranges
            if int(one["center_code"]) == own
        ]
        is_one = division is not None and not signer.below
        return cls(
            signer,
            PublicKey(signer.public_key),
            frozenset(f"{code:012}" for code in _acting(own, centers, signer)),
            ((int(division), int(division) + 1),) if is_one else tuple(seen),
        )

    def refuse(self, what: str) -> Refused:
        """The key is right, and speaks for somebody else."""
        return Refused(
            NOT_ITS_CENTER,
            f"key {self.signer.key_id} does not speak for {mask_line(what)}: sign with "
            "the key of who is named, or correct the message or the list of signers",
        )


class Signatures:
    """What the lists say, ready to be asked of each record."""

    def __init__(self, lists: Lists, centers: Rows, ranges: Rows) -> None:
        self.lists = lists
        self._speakers = {
            one.key_id: Speaker.of(one, centers, ranges) for one in lists.signers
        }
        self._policies = _by_topic(lists.policies)

    def policy_at(self, topic: str, moment: datetime) -> str:
        """What is asked of a topic's messages of that moment."""
        for policy in self._policies.get(topic, ()):
            if policy.valid_from <= moment:
                return policy.policy
        return OFF

    def speaker_of(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        headers: Headers,
        record_at: datetime,
    ) -> Speaker | None:
        """Who signed a record; None where nobody has to and nobody did.

        Raises Refused for a signature that is missing, wrong, unknown or out of time.
        """
        policy = self.policy_at(topic, record_at)
        if policy == OFF:
            return None
        if any(name in OURS for name, _ in headers):
            return self._proven(topic, key, value, headers, record_at)
        if policy == REQUIRE:
            raise Refused(UNSIGNED, f"{topic} takes signed messages alone: sign it")
        return None

    def _proven(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        headers: Headers,
        record_at: datetime,
    ) -> Speaker:
        key_id = _only(headers, SIGNER).decode(errors="replace")
        speaker = self._speakers.get(key_id)
        if speaker is None:
            raise Refused(
                UNKNOWN,
                f"no key {shown(key_id)} is in the list of signers: add its line, "
                "then send the message again from here",
            )
        if not speaker.signer.is_valid_at(record_at):
            raise Refused(
                ENDED,
                f"key {key_id} was not valid at the record's time: sign with one that "
                "is, or correct the list of signers",
            )
        said = signed_bytes(key_id, topic, key, value, headers)
        if not speaker.key.proves(_only(headers, SIGNATURE), said):
            raise _bad("it does not fit the message as it arrived")
        return speaker


def require_power(
    speaker: Speaker, topic: str, decoded: Fact | Move | DeskEntry
) -> None:
    """Raise Refused unless a signer may say this on this topic."""
    if topic not in speaker.signer.topics:
        raise speaker.refuse(topic)
    _require_for(type(decoded))(decoded, speaker)


@singledispatch
def _require(decoded: Any, _speaker: Speaker) -> None:
    raise TypeError(f"nobody says who may sign {type(decoded).__name__}")


@_require.register
def _(fact: Fact, speaker: Speaker) -> None:
    if not speaker.signer.may_send(fact.source):
        raise speaker.refuse(f"the source {fact.source}")
    if not any(low <= fact.division_code < high for low, high in speaker.ranges):
        raise speaker.refuse(f"division {fact.division_code}")


@_require.register
def _(move: Move, speaker: Speaker) -> None:
    _require_seat(move.acting_center, move.acting_agency, speaker)


@_require.register
def _(entry: DeskEntry, speaker: Speaker) -> None:
    _require_seat(entry.acting_center, getattr(entry, "agency", None), speaker)


def _require_seat(center: str, agency: str | None, speaker: Speaker) -> None:
    if center not in speaker.centers:
        raise speaker.refuse(f"center {center}")
    if speaker.signer.agency_code not in (ANY, agency or ""):
        raise speaker.refuse(f"agency {agency}" if agency else "the center itself")


_require_for = cache(_require.dispatch)


def shown(key_id: str) -> str:
    """What may be shown of an id that anybody can have made up."""
    return mask_line(key_id[:LONGEST_SHOWN])


def _acting(own: int, centers: Rows, signer: Signer) -> Iterable[int]:
    """The center itself, and every one whose line of parents leads to it."""
    found = {own}
    if not signer.below:
        return found
    parents = {
        int(one["center_code"]): int(one["parent_center_code"] or 0) for one in centers
    }
    below = {code for code in parents if parents[code] in found} - found
    while below:
        found |= below
        below = {code for code in parents if parents[code] in below} - found
    return found


def _by_topic(policies: Iterable[Policy]) -> dict[str, list[Policy]]:
    """The newest first; of two of one moment the later line counts."""
    found: dict[str, list[Policy]] = {}
    for policy in sorted(policies, key=lambda one: (one.valid_from, one.line)):
        found.setdefault(policy.topic, []).insert(0, policy)
    return found


def _only(headers: Headers, name: str) -> bytes:
    values = [value for said, value in headers if said == name]
    if len(values) != 1 or not values[0]:
        raise _bad(f"the header {name} must be there once")
    return values[0]


def _bad(why: str) -> Refused:
    return Refused(
        BAD,
        f"the signature: {why}; sign topic, key, value and envelope headers as they "
        "are sent",
    )

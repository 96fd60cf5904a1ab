"""Each record becomes a typed row or a reject: nothing is left out."""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from streams.clock import from_milliseconds
from streams.intake.decode import Fact, Reject, decode
from streams.intake.rejects import Refused, masked_payload, reject
from streams.intake.signatures import require_power
from streams.signing.signed import without_ours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from streams.entries.entry import DeskEntry
    from streams.events import Move
    from streams.intake.codes import Codes
    from streams.intake.signatures import Signatures

    Admitted = tuple[Any, datetime, Fact | Move | DeskEntry | Reject]
    """A record, the moment of its stamp, and what it was decoded to."""

TOPIC, PARTITION, OFFSET, TIMESTAMP, KEY, VALUE, HEADERS = 0, 1, 3, 4, 6, 7, 8
"""Places in kafka-python's ConsumerRecord: by place it costs a third of by name."""


class Admission(Struct, frozen=True):
    """What a message is held against: the code lists, the kind of this store, and who
    may sign for whom, where that is asked.
    """

    codes: Codes
    is_synthetic: bool
    signatures: Signatures | None = None


def admitted(records: Iterable[Any], admission: Admission) -> list[Admitted]:
    """Decode each record; nothing is left out."""
    return [
        (
            record,
            at := from_milliseconds(record[TIMESTAMP]),
            admit(record, at, admission),
        )
        for record in records
    ]


def admit(
    record: Any, record_at: Any, admission: Admission
) -> Fact | Move | DeskEntry | Reject:
    """Decode one record; a synthetic one in a real store, or the reverse, is refused,
    and one that does not come from whom it names.

    A message that does not say is what the store is.
    """
    if admission.signatures is None:
        return _decoded(record, record_at, admission)
    try:
        return _proven(record, record_at, admission, admission.signatures)
    except Refused as refused:
        return reject(refused, record[VALUE])


def _proven(
    record: Any, record_at: Any, admission: Admission, signatures: Signatures
) -> Fact | Move | DeskEntry | Reject:
    """Whose it is comes first: what nobody signed is not worth reading."""
    topic, headers = record[TOPIC], record[HEADERS]
    speaker = signatures.speaker_of(
        topic, record[KEY], record[VALUE], headers, record_at
    )
    decoded = _decoded(record, record_at, admission)
    if speaker is not None and not isinstance(decoded, Reject):
        require_power(speaker, topic, decoded)
    return decoded


def _decoded(
    record: Any, record_at: Any, admission: Admission
) -> Fact | Move | DeskEntry | Reject:
    headers = record[HEADERS] and without_ours(record[HEADERS])
    decoded = decode(record[TOPIC], record[VALUE], headers, record_at, admission.codes)
    if _is_mixed(decoded, admission):
        return Reject(
            "mixed_with_synthetic",
            "synthetic and real records never share a store: correct `synthetic`, or "
            "send it to the other one",
            masked_payload(record[VALUE]),
        )
    return decoded


def _is_mixed(decoded: Fact | Move | DeskEntry | Reject, admission: Admission) -> bool:
    said = _said_for(type(decoded))(decoded)
    return said is not None and said is not admission.is_synthetic


@singledispatch
def _said_synthetic(decoded: Any) -> bool | None:
    said: bool | None = decoded.synthetic
    return said


@_said_synthetic.register
def _(fact: Fact) -> bool | None:
    return fact.is_synthetic


@_said_synthetic.register
def _(_: Reject) -> None:
    return None


_said_for = cache(_said_synthetic.dispatch)
"""By the type itself: asking once a type costs a fifth of asking once a message."""

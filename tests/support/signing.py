"""Keys, lists of signers, and records that they signed (演示数据)."""

from __future__ import annotations

import csv
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from streams.clock import SHANGHAI
from streams.events import DESK_TOPIC, HANDLING_TOPIC, STREAMS, TOPICS
from streams.intake.admission import Admission
from streams.intake.signatures import Signatures
from streams.signing.key import SigningKey
from streams.signing.lists import (
    POLICY_COLUMNS,
    REQUIRE,
    SIGNER_COLUMNS,
    Lists,
    Policy,
    Signer,
)
from tests.support.messages import CENTER, encoded, event, move, resend
from tests.support.reference import rows, shipped_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

BEGIN = datetime(2026, 1, 1, tzinfo=SHANGHAI)
AT = datetime(2026, 11, 1, 8, tzinfo=SHANGHAI)
KINDS = {stream.topic: stream.kind for stream in STREAMS}


@cache
def key(name: str) -> SigningKey:
    """One key a name in a run of the tests."""
    return SigningKey.made(name)


def signer(name: str, **said: Any) -> Signer:
    """A line for that key: by default the city and all below may say everything."""
    fields = {
        "key_id": name,
        "public_key": key(name).public_key,
        "center_code": CENTER,
        "below": True,
        "agency_code": "*",
        "topics": frozenset(TOPICS),
        "sources": frozenset("*"),
        "valid_from": BEGIN,
        "valid_until": None,
    }
    return Signer(**{**fields, **said})


def asked(policy: str, *topics: str, since: datetime = BEGIN) -> tuple[Policy, ...]:
    """What is asked of these topics, or of all."""
    return tuple(
        Policy(topic=topic, policy=policy, valid_from=since)
        for topic in topics or TOPICS
    )


def admission(
    *signers: Signer, policies: Iterable[Policy] = asked(REQUIRE)
) -> Admission:
    """What a hub with these lists holds messages against."""
    lists = Lists(signers, tuple(policies))
    return Admission(shipped_codes(), True, signatures_with(lists))


def signatures_with(lists: Lists) -> Signatures:
    centers = [
        {**row, "division_code": row["division_code"] or None}
        for row in rows("suizhou/centers")
    ]
    return Signatures(lists, centers, list(rows("suizhou/center_ranges")))


def message(topic: str, **fields: Any) -> dict[str, Any]:
    """A message as it may stand on a topic: of a village, a resend of the city."""
    if topic == HANDLING_TOPIC:
        return move("incident", "accept", **fields)
    if topic == DESK_TOPIC:
        return resend(**{"entered_at": AT.isoformat(), **fields})
    return event(KINDS[topic], **fields)


def record(
    topic: str,
    value: bytes | dict[str, Any],
    headers: Sequence[tuple[str, bytes | None]] = (),
    *,
    record_key: bytes | None = b"key",
    at: datetime = AT,
    offset: int = 0,
) -> tuple[Any, ...]:
    """A record in the places of kafka-python's."""
    content = value if isinstance(value, bytes) else encoded(value)
    stamp = round(at.timestamp() * 1_000)
    return (topic, 0, None, offset, stamp, 1, record_key, content, list(headers))


def signed(
    by: SigningKey,
    topic: str,
    value: bytes | dict[str, Any],
    headers: Sequence[tuple[str, bytes]] = (),
    **more: Any,
) -> tuple[Any, ...]:
    """The record with what proves it."""
    bare = record(topic, value, headers, **more)
    added = by.headers(topic, bare[6], bare[7], headers)
    return (*bare[:8], [*headers, *added])


def write_lists(
    folder: Path, signers: Iterable[Signer], policies: Iterable[Policy]
) -> dict[str, str]:
    """Both files, and the settings that name them."""
    files = {
        "CGC_SIGNERS": (SIGNER_COLUMNS, signers),
        "CGC_SIGNED_TOPICS": (POLICY_COLUMNS, policies),
    }
    for setting, (columns, lines) in files.items():
        with (folder / f"{setting}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(
                [_cell(getattr(line, c)) for c in columns] for line in lines
            )
    return {setting: str(folder / f"{setting}.csv") for setting in files}


def _cell(value: Any) -> str:
    words = {True: "yes", False: "no", None: ""}
    if isinstance(value, bool | None):
        return words[value]
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value.isoformat() if isinstance(value, datetime) else str(value)

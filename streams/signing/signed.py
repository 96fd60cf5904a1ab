"""What a signature covers, and the two headers of Kafka that carry it.

`cgc-signer` is the id of the key, `cgc-signature` the Ed25519 signature (base64) of the
parts below, each behind its length in 8 bytes (big-endian): the version, the id of the
key, the topic, the record's key and value (nothing where there is none), then name and
value of each header by which an envelope is read (`content-type`, `ce_…`) in the
record's order, names in lower case. So bodies stay as they are, bare or as CloudEvents,
and nothing signed for one topic counts on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Headers = Sequence[tuple[str, bytes | None]]

SIGNER, SIGNATURE = "cgc-signer", "cgc-signature"
OURS: Final = frozenset({SIGNER, SIGNATURE})
VERSION: Final = b"cgc-signed-v1"
_LENGTH: Final = 8


def signed_bytes(
    key_id: str, topic: str, key: bytes | None, value: bytes | None, headers: Headers
) -> bytes:
    """The bytes that are signed; a key or value of no bytes is as good as none."""
    parts = (VERSION, key_id.encode(), topic.encode(), key or b"", value or b"")
    return _joined((*parts, *_of_envelope(headers)))


def without_ours(headers: Headers) -> Headers:
    """The headers that say something of the message itself."""
    return [header for header in headers if header[0] not in OURS]


def _of_envelope(headers: Headers) -> Iterator[bytes]:
    for name, value in headers:
        said = name.lower()
        if said == "content-type" or said.startswith("ce_"):
            yield from (said.encode(), value or b"")


def _joined(parts: Iterable[bytes]) -> bytes:
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)

"""The private key of who sends, out of a file that others cannot read."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from streams.privacy.secret_files import secret_in
from streams.signing.signed import SIGNATURE, SIGNER, signed_bytes

if TYPE_CHECKING:
    from streams.signing.signed import Headers

SETTING: Final = "CGC_SIGNING_KEY"
_NAMED: Final = b"cgc-signer: "
_RAW_BYTES: Final = 32
_ONLY_ITS_OWNER: Final = 0o600


class SigningKey:
    """Signs messages; `key_id` is how the list of signers calls it."""

    def __init__(self, key_id: str, private: Ed25519PrivateKey) -> None:
        self.key_id = key_id
        self._private = private

    @classmethod
    def made(cls, key_id: str) -> Self:
        """A new one."""
        return cls(key_id, Ed25519PrivateKey.generate())

    @property
    def public_key(self) -> str:
        """What the list of signers holds of it: base64 of its 32 bytes."""
        return b64encode(self._private.public_key().public_bytes_raw()).decode()

    def headers(
        self, topic: str, key: bytes, value: bytes, headers: Headers
    ) -> tuple[tuple[str, bytes], ...]:
        """The headers that prove a message with these headers to be of this key."""
        said = signed_bytes(self.key_id, topic, key, value, headers)
        signature = b64encode(self._private.sign(said))
        return (SIGNER, self.key_id.encode()), (SIGNATURE, signature)

    def write(self, path: Path) -> None:
        """Write it into a new file of its owner. FileExistsError when one is there."""
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_ITS_OWNER)
        pem = self._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with os.fdopen(made, "wb") as file:
            file.write(_NAMED + self.key_id.encode() + b"\n" + pem)


def signing_key(name: str) -> SigningKey | None:
    """The key in the file of that name, PEM or its 32 bytes; None where none is named.

    Its id stands in a first line `cgc-signer: ID`, else it is the file's name without
    the ending. ValueError names the setting, and never what the file holds.
    """
    if not name:
        return None
    path = Path(name)
    held = secret_in(path, f"{SETTING}={name}")
    try:
        return _read(path.stem, held)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise ValueError(
            f"{SETTING}={name} holds no Ed25519 key in PEM without a password: make "
            "one with python -m streams key"
        ) from fault


def _read(stem: str, held: bytes) -> SigningKey:
    if len(held) == _RAW_BYTES:
        return SigningKey(stem, Ed25519PrivateKey.from_private_bytes(held))
    first, _, rest = held.partition(b"\n")
    is_named = first.startswith(_NAMED)
    private = serialization.load_pem_private_key(rest if is_named else held, None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(type(private).__name__)
    key_id = first.removeprefix(_NAMED).decode().strip() if is_named else stem
    return SigningKey(key_id, private)

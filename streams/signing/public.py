"""A public key: says whether a signature is of its private one."""

from __future__ import annotations

import binascii
from base64 import b64decode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class PublicKey:
    """Read from base64 of its 32 bytes."""

    def __init__(self, text: str) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(b64decode(text))

    def proves(self, signature: bytes, said: bytes) -> bool:
        """Whether this is the signature (base64) of just these bytes."""
        try:
            self._key.verify(b64decode(signature, validate=True), said)
        except (InvalidSignature, binascii.Error):
            return False
        return True

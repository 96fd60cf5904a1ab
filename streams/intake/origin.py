"""Who sent a message that was refused, as far as it says so itself."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from streams.privacy.masking import mask_line

LONGEST: Final = 64
"""As long as a source may be."""


class _Said(Struct):
    """As much of a message as is asked for: in an envelope its content names it."""

    source: str = ""
    data: _Said | None = None


_SAID: Final = msgspec.json.Decoder(_Said)


def origin_of(value: bytes | None) -> str:
    """The source that a message names, masked; empty when it cannot be told."""
    try:
        said = _SAID.decode(value or b"")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    return mask_line((said.data or said).source[:LONGEST])

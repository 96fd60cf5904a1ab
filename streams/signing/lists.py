"""The two lists of a city: who may speak for whom, and on which topics it is asked.

Both are CSV; lines are never taken away but ended, so that messages of any time are
judged as they were then, also by a hub that is built anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct


class SignersError(ValueError):
    """A list cannot be read; the text names setting, line and remedy."""


SIGNERS, POLICIES = "CGC_SIGNERS", "CGC_SIGNED_TOPICS"
OFF, ACCEPT, REQUIRE = "off", "accept", "require"
STEPS: Final = (OFF, ACCEPT, REQUIRE)
"""Nobody looks at signatures; they are checked where there are any; without one, or
with a wrong one, a message is refused.
"""
ANY: Final = "*"
LETTERS: Final = 16
SOON: Final = timedelta(days=30)
"""So long before its end a key is told."""


class Signer(Struct, frozen=True, kw_only=True):
    """A public key (base64) and what it may speak for: a center, or it and all `below`;
    an agency there, none ("") or any (`*`), and the center itself; on which topics, for
    which sources of events; from when until before when. `line` is where it stands.
    """

    key_id: str
    public_key: str
    center_code: str
    below: bool
    agency_code: str
    topics: frozenset[str]
    sources: frozenset[str]
    valid_from: datetime
    valid_until: datetime | None
    note: str = ""
    line: int = 0

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether it may speak then."""
        is_begun = self.valid_from <= moment
        return is_begun and (self.valid_until is None or moment < self.valid_until)

    def may_send(self, source: str) -> bool:
        """Whether it may send events of a source."""
        return ANY in self.sources or source in self.sources


class Policy(Struct, frozen=True, kw_only=True):
    """What is asked of the messages of a topic from a moment on."""

    topic: str
    policy: str
    valid_from: datetime
    note: str = ""
    line: int = 0


SIGNER_COLUMNS: Final = tuple(
    name for name in Signer.__struct_fields__ if name != "line"
)
POLICY_COLUMNS: Final = tuple(
    name for name in Policy.__struct_fields__ if name != "line"
)


class Lists(Struct, frozen=True):
    """Both lists as they were read."""

    signers: tuple[Signer, ...] = ()
    policies: tuple[Policy, ...] = ()

    def edition(self) -> str:
        """A hash of 16 letters over all that decides a verdict: hubs of one city have
        the same.
        """
        lines: tuple[Signer | Policy, ...] = (*self.signers, *self.policies)
        return sha256(b"\n".join(sorted(map(deciding, lines)))).hexdigest()[:LETTERS]


def deciding(line: Signer | Policy) -> bytes:
    """All of a line that decides a verdict, the same however it is written."""
    said = msgspec.structs.replace(line, note="", line=0)
    return msgspec.json.encode(said, order="deterministic")

"""Why a provider proved nobody."""

from __future__ import annotations


class Unproven(Exception):  # noqa: N818 - it says what happened, as the house names things
    """Nobody is let in: the key of the words for a person, and what the log is told,
    which is never a code, a token or a secret.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason

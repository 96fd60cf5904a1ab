"""Why a move is refused: a code, and its details as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

Code = Literal["overtaken", "not_allowed", "not_yours", "lacking", "tasks_open"]


class Refusal(Struct, frozen=True):
    """It changes nothing, and is told to whoever moved."""

    code: Code
    details: Mapping[str, Any]

"""Whole numbers as JSON Schema knows them: 1.0 and 1e3 are as good as 1 and 1000.

Many senders write every number as a float; msgspec alone would refuse what the
published schema allows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import inspect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Struct

EXACT: Final = 2**53
"""Above it a float does not say any more which whole number was meant."""


def with_whole_numbers(
    content: Mapping[str, Any], struct: type[Struct]
) -> Mapping[str, Any]:
    """The content as it is, whole floats made whole where the struct wants integers."""
    whole = {
        name: int(value)
        for name in _integers(struct)
        if isinstance(value := content.get(name), float)
        and value.is_integer()
        and abs(value) <= EXACT
    }
    return {**content, **whole} if whole else content


@cache
def _integers(struct: type[Struct]) -> frozenset[str]:
    """The fields that take an integer and no other number."""
    said: Any = inspect.type_info(struct)
    return frozenset(
        field.encode_name for field in said.fields if _is_integer(field.type)
    )


def _is_integer(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.UnionType):
        return any(map(_is_integer, kind.types))
    return isinstance(kind, inspect.IntType)

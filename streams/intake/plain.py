"""The message that needs no closer look, which is most: read in the fewest steps.

Plain is what is bare, all known and of the right form. What is not told so here may
still be good: it is then read step by step, with a reason where it fails. So nothing is
let in here that would not come out the same there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import Meta, Struct

from streams.intake.fields import fields_of, getter_of
from streams.privacy.masking import (
    Approved,
    is_plain_reference,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.intake.fields import Fields

_MOST_SHAPES: Final = 65_536
"""A large city has so many cameras."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Reads the plain messages of one struct.

    msgspec runs a pattern through Python, which costs more than all the rest of a
    message; so `decoder` knows none. Identifiers are checked with the references, and
    `shaped` fields, which sources repeat, once per value.
    """

    decoder: msgspec.json.Decoder[Any]
    fields: Fields
    shaped: Callable[[Struct], tuple[Any, ...]]
    good_shapes: Approved

    @classmethod
    def of(cls, struct: type[Struct]) -> Self:
        """Work out what follows from the struct alone."""
        hints = get_type_hints(struct, include_extras=True)
        fields = fields_of(struct)
        shapes = {
            name: pattern
            for name, hint in hints.items()
            if name not in fields.identifiers
            and (pattern := _pattern_of(hint)) is not None
        }
        judge = partial(_fit, tuple(shapes.values()))
        return cls(
            decoder=msgspec.json.Decoder(_loose_struct(struct, hints)),
            fields=fields,
            shaped=getter_of(*shapes),
            good_shapes=Approved(judge, most=_MOST_SHAPES),
        )

    def read(self, value: bytes) -> Any:
        """Read a message of the right form, masked; None for any other.

        Raises Refused as masking does.
        """
        try:
            said = self.decoder.decode(value)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        if not self._has_form(said):
            return None
        fields = self.fields
        if fields.has_clean_codes(said) and fields.has_clean_prose(said):
            return said
        return fields.masked(said)

    def _has_form(self, said: Struct) -> bool:
        references = "|".join(filter(None, self.fields.all_references(said)))
        # Identifiers hold no white space; the rest of their pattern is told with it.
        if " " in references or not is_plain_reference(references):
            return False
        return self.good_shapes.has(self.shaped(said))


def _fit(patterns: tuple[re.Pattern[str], ...], values: tuple[Any, ...]) -> bool:
    """Tell whether each value, or all in a tuple of values, are of its form."""
    return all(
        value is None or all(map(pattern.search, _several(value)))
        for pattern, value in zip(patterns, values, strict=True)
    )


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _pattern_of(hint: Any) -> re.Pattern[str] | None:
    """Find the pattern in a type, at whatever depth; no field has two."""
    if isinstance(hint, Meta):
        return re.compile(hint.pattern) if hint.pattern else None
    if get_origin(hint) is Literal:
        return None
    return next(filter(None, map(_pattern_of, get_args(hint))), None)


def _loose_struct(struct: type[Struct], hints: Mapping[str, Any]) -> type[Struct]:
    """Make the struct without patterns, and closed: an unknown field is not plain."""
    loose = {name: _loose(hint) for name, hint in hints.items()}
    return msgspec.defstruct(
        struct.__name__,
        [
            (field.name, loose[field.name], field.default)
            for field in msgspec.structs.fields(struct)
            if loose[field.name] != hints[field.name]
        ],
        bases=(struct,),
        forbid_unknown_fields=True,
        kw_only=True,
    )


def _loose(hint: Any) -> Any:
    """Give the type without patterns, at any depth; limits of length stay."""
    if isinstance(hint, Meta):
        return Meta(min_length=hint.min_length, max_length=hint.max_length)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is None or origin is Literal:
        return hint
    if origin is Annotated:
        bare, *metas = parts
        return Annotated[
            (_loose(bare), *(_loose(m) if m.pattern else m for m in metas))
        ]
    loose = tuple(map(_loose, parts))
    return Union[loose] if origin in (Union, UnionType) else origin[loose]  # noqa: UP007

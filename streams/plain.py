"""The message that needs no closer look, which is most: read in the fewest steps.

Plain is what is bare, all known and of the right form. What is not told so here may
still be good: it is then read step by step, with a reason where it fails. So nothing is
let in here that would not come out the same there.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import Meta, Struct

from streams.fields import fields_of, getter_of
from streams.privacy import (
    Approved,
    is_plain_reference,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.fields import Fields


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
        shaped = [
            name
            for name, hint in hints.items()
            if name not in fields.identifiers and _loose(hint) != hint
        ]
        shape = tuple.__class_getitem__(tuple(hints[name] for name in shaped))
        return cls(
            decoder=msgspec.json.Decoder(_loose_struct(struct, hints)),
            fields=fields,
            shaped=getter_of(*shaped),
            good_shapes=Approved(lambda values: _fits(values, shape)),
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


def _fits(values: tuple[Any, ...], shape: Any) -> bool:
    try:
        msgspec.convert(values, shape)
    except msgspec.ValidationError:
        return False
    return True


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

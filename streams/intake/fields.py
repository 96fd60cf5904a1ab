"""Which fields of a struct hold which sort of text, read off the contract's types.

A new struct needs no line here: what is typed `Text`, `Code`, `Title`, `Reference` or
`Identifier` is treated as such; a pattern of digits or a closed list can hide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from msgspec import Meta, Struct
from msgspec.structs import replace

from streams.events import DivisionCode, Identifier, Reference, Text
from streams.intake.rejects import identity_found
from streams.privacy.masking import (
    Approved,
    clean_codes,
    is_plain_reference,
    mask_line,
    mask_reference,
    mask_text,
    may_need_masking,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

Said = TypeVar("Said", bound=Struct)


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The fields of one struct, by what may stand in them."""

    known: frozenset[str]
    identifiers: tuple[str, ...]
    references: tuple[str, ...]
    codes: tuple[str, ...]
    lines: tuple[str, ...]
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    structs: tuple[str, ...]
    divisions: tuple[str, ...]
    all_references: Callable[[Struct], Iterable[str | None]]
    all_codes: Callable[[Struct], Collection[str | None]]
    all_lines: Callable[[Struct], Iterable[str | None]]
    all_prose: Callable[[Struct], Iterable[str | None]]
    all_divisions: Callable[[Struct], Iterable[str | None]]
    all_lists: Callable[[Struct], Iterable[tuple[str, ...]]]
    clean_codes: Approved

    def masked(self, said: Said) -> Said:
        """Mask all free text of a struct.

        Raises Refused when an identifier is itself a phone or an ID number: masked it
        would no longer tell items apart.
        """
        changes: dict[str, Any] = {}
        if not is_plain_reference("|".join(filter(None, self.all_references(said)))):
            changes.update(self._masked_references(said))
        if self._may_need_masking(said):
            changes.update(self._masked_texts(said))
        if self.structs:
            changes.update(self._masked_structs(said))
        return replace(said, **changes) if changes else said

    def padded(self, said: Said) -> Said:
        """Fill up the division codes of a struct to 12 digits."""
        for code in self.all_divisions(said):
            if code and len(code) < _FULL_CODE:
                return self._padded(said)
        return said

    def _padded(self, said: Said) -> Said:
        codes = ((name, getattr(said, name)) for name in self.divisions)
        return replace(
            said, **{n: code.ljust(_FULL_CODE, "0") for n, code in codes if code}
        )

    def _may_need_masking(self, said: Struct) -> bool:
        return not (self.has_clean_codes(said) and self.has_clean_prose(said))

    def has_clean_codes(self, said: Struct) -> bool:
        """Tell whether no code and no tag needs masking."""
        clean = self.clean_codes
        if not clean.holds(self.all_codes(said)):
            return False
        lists = self.all_lists(said)
        return not any(lists) or all(map(clean.holds, lists))

    def has_clean_prose(self, said: Struct) -> bool:
        """Tell whether nothing that people wrote needs masking."""
        prose = "|".join(filter(None, self.all_prose(said)))
        if not prose:
            return True
        if may_need_masking(prose):
            return False
        return prose.isprintable() or self._are_lines_printable(said)

    def _are_lines_printable(self, said: Struct) -> bool:
        return all(line.isprintable() for line in self.all_lines(said) if line)

    def _masked_references(self, said: Struct) -> dict[str, str]:
        for name, value in _values(said, self.identifiers):
            if mask_reference(value) != value:
                raise identity_found(f"$.{name}")
        return {n: mask_reference(v) for n, v in _values(said, self.references)}

    def _masked_texts(self, said: Struct) -> dict[str, Any]:
        masked = {name: mask_line(value) for name, value in _values(said, self.lines)}
        masked |= {name: mask_text(value) for name, value in _values(said, self.texts)}
        if self.clean_codes.holds(self.all_codes(said)):
            return masked | self._masked_lists(said)
        codes = {name: mask_line(value) for name, value in _values(said, self.codes)}
        return masked | codes | self._masked_lists(said)

    def _masked_lists(self, said: Struct) -> dict[str, Any]:
        return {n: tuple(map(mask_line, v)) for n, v in _values(said, self.lists)}

    def _masked_structs(self, said: Struct) -> dict[str, Any]:
        return {
            name: tuple(map(_masked, several))
            for name, several in _values(said, self.structs)
        }


@cache
def fields_of(struct: type[Struct]) -> Fields:
    """Sort the fields of a struct of the contract."""
    hints = get_type_hints(struct, include_extras=True)
    sorts = {name: _sort(hint) for name, hint in hints.items()}
    names = {sort: _of_sort(sorts, sort) for sort in _FREE}
    return Fields(
        known=frozenset(struct.__struct_fields__) | _tag_of(struct),
        **names,
        all_references=getter_of(*names["identifiers"], *names["references"]),
        all_codes=getter_of(*names["codes"]),
        all_lines=getter_of(*names["lines"]),
        all_prose=getter_of(*names["lines"], *names["texts"]),
        all_divisions=getter_of(*names["divisions"]),
        all_lists=getter_of(*names["lists"]),
        clean_codes=clean_codes(),
    )


def _masked(said: Said) -> Said:
    struct: type[Struct] = type(said)
    return fields_of(struct).masked(said)


def getter_of(*names: str) -> Callable[[Struct], tuple[Any, ...]]:
    """Get several fields at once, as a tuple even when there is one or none."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    only = attrgetter(*names)
    return lambda said: (only(said),)


def _tag_of(struct: type[Struct]) -> frozenset[str]:
    """The field that names a struct among others, if it has one."""
    tag = struct.__struct_config__.tag_field
    return frozenset() if tag is None else frozenset({tag})


def _of_sort(sorts: Mapping[str, str], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, sort in sorts.items() if sort == wanted)


def _sort(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return _sort_of_several(get_args(hint)[0])
    if get_origin(hint) is not Annotated:
        options = [
            option for option in get_args(hint) if get_origin(option) is Annotated
        ]
        return _sort(options[0]) if options else "closed"
    return _SORTS.get(hint) or _sort_by_limits(*get_args(hint))


def _sort_of_several(one: Any) -> str:
    if isinstance(one, type) and issubclass(one, Struct):
        return "structs"
    return "lists" if _sort(one) == "codes" else "closed"


def _sort_by_limits(bare: Any, meta: Meta) -> str:
    if get_args(bare):
        return _sort(bare)
    if bare is not str or meta.pattern is not None:
        return "closed"
    is_short = meta.max_length is not None and meta.max_length <= _LONGEST_CODE
    return "codes" if is_short else "lines"


def _values(said: Struct, names: Iterable[str]) -> Iterable[tuple[str, Any]]:
    values = ((name, getattr(said, name)) for name in names)
    return ((name, value) for name, value in values if value)


_SORTS = {
    Identifier: "identifiers",
    Reference: "references",
    DivisionCode: "divisions",
    Text: "texts",
}
_FREE = (
    *("identifiers", "references", "codes", "lines", "texts", "lists", "structs"),
    "divisions",
)
_LONGEST_CODE = 64
_FULL_CODE = 12

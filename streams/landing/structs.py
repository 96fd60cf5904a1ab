"""Structs as Arrow columns and back: what a column holds is read off the field."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pyarrow as pa
from msgspec import Struct, inspect
from msgspec.structs import fields

from streams.clock import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable

AT = pa.timestamp("us", tz="Asia/Shanghai")
_TYPES: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.LiteralType: pa.string(),
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
    inspect.DateTimeType: AT,
}
S = TypeVar("S", bound=Struct)


def schema_of(kind: type[Struct]) -> pa.Schema:
    """One column per field, in their order; KeyError for a type that has no column.

    TypeError when a struct within leaves out fields.
    """
    return pa.schema(
        [
            (name, _column(inspect.type_info(each)))
            for name, each in _types(kind).items()
        ]
    )


def _column(info: inspect.Type) -> pa.DataType:
    if isinstance(info, inspect.UnionType):
        (info,) = (one for one in info.types if not isinstance(one, inspect.NoneType))
    if isinstance(info, inspect.ListType):
        return pa.list_(_column(info.item_type))
    if isinstance(info, inspect.StructType):
        _require_whole(info.cls)
        return pa.struct(list(schema_of(info.cls)))
    return _TYPES[type(info)]


def _require_whole(kind: type[Struct]) -> None:
    """A log entry leaves out what is as in the beginning of the item, and no more."""
    if kind.__struct_config__.omit_defaults:
        raise TypeError(f"{kind.__name__} leaves out fields (omit_defaults)")


def is_nested(kind: pa.DataType) -> bool:
    """Whether the values of a column are structs, or lists of them."""
    inner = kind.value_type if pa.types.is_list(kind) else kind
    return bool(pa.types.is_struct(inner))


def plain(value: Any) -> Any:
    """A value with the structs in it as dicts of all their fields."""
    if isinstance(value, Struct):
        return columns_of(value)
    return [plain(each) for each in value] if isinstance(value, list) else value


def columns_of(struct: Struct) -> dict[str, Any]:
    """What the columns hold of a struct, by their names."""
    return {name: plain(getattr(struct, name)) for name in struct.__struct_fields__}


def structs(found: pa.Table, kind: type[S]) -> list[S]:
    """The rows as structs of `kind`, whose fields its columns are named by; moments
    are in the city's time.
    """
    types = _types(kind)
    columns = [_values(found.column(name), each) for name, each in types.items()]
    return [
        kind(**dict(zip(types, row, strict=True))) for row in zip(*columns, strict=True)
    ]


@cache
def _types(kind: type[Struct]) -> dict[str, Any]:
    """By field; worked out once, for annotations are text."""
    return {each.name: each.type for each in fields(kind)}


def _values(column: pa.ChunkedArray, kind: Any) -> Iterable[Any]:
    if column.type == AT:
        return _moments(column)
    values = column.to_pylist()
    return msgspec.convert(values, list[kind]) if is_nested(column.type) else values


def _moments(column: pa.ChunkedArray) -> list[Any]:
    """By way of the time since 1970: five times as fast as pyarrow's own."""
    since = column.cast(pa.int64()).to_pylist()
    return [us if us is None else EPOCH + timedelta(microseconds=us) for us in since]

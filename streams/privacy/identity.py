"""Finds what identifies a person in a JSON value, and how deep such a value nests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from streams.privacy.field_names import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

_PICTURE: Final = re.compile(
    r"\s*(?:data:(?:image|application)/"
    r"|(?:/9j/|iVBORw0KGgo|R0lGOD[dl]|UklGR|JVBERi|SUkqA|TU0AK)[A-Za-z0-9+/=\s]{16}"
    r"|Qk[0-9A-Za-z+/]{126})"
)
"""How JPEG, PNG, GIF, WebP, PDF, TIFF and BMP begin in base64."""
_NESTS: Final = frozenset({dict, list})


def identity_path(value: Any, path: str = "$") -> str | None:
    """Find the path of the first field of identity, if there is any: its key says so,
    or it holds a picture or a scanned document.
    """
    for step, item in _entries(value):
        if _is_picture(item):
            return path + step
    if isinstance(value, dict):
        found = next((key for key in value if judge(key).is_identity), None)
        if found is not None:
            return f"{path}.{found}"
    nested = (identity_path(item, path + step) for step, item in _nested(value))
    return next(filter(None, nested), None)


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    """Give what stands right within a list or an object, each with its step."""
    if isinstance(value, dict):
        return ((f".{k}", v) for k, v in value.items())
    if isinstance(value, list):
        return ((f"[{n}]", v) for n, v in enumerate(value))
    return iter(())


def _nested(value: Any) -> Iterator[tuple[str, Any]]:
    """Give the lists and objects right within a value, each with its step."""
    return (entry for entry in _entries(value) if type(entry[1]) in _NESTS)


def _is_picture(value: Any) -> bool:
    return type(value) is str and _PICTURE.match(value) is not None


def is_deeper_than(value: Any, limit: int) -> bool:
    """Tell whether a JSON value nests deeper than `limit` levels."""
    if type(value) not in _NESTS:
        return False
    return limit == 0 or any(is_deeper_than(v, limit - 1) for _, v in _nested(value))

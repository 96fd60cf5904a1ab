"""Links out of the board: addresses by a template that the settings give."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = frozenset({"http", "https"})
FIELDS = frozenset({"kind", "id", "source", "source_ref", "camera_id"})
"""What a template may name of an item."""


class LinkTemplate(Struct, frozen=True):
    """An address with `{fields}` in its path or query; empty for none."""

    text: str = ""

    def to(self, given: Mapping[str, str]) -> str:
        """The address with its fields URL-encoded; empty where one is not given."""
        if not all(given.get(name) for name in _fields(self.text)):
            return ""
        return self.text.format(**{name: quote(one, "") for name, one in given.items()})


def link_template(name: str, text: str) -> LinkTemplate:
    """ValueError, which names the setting, for what is no template of a web address."""
    if not text:
        return LinkTemplate()
    parts = urlsplit(text)
    is_plain = parts.scheme in SCHEMES and parts.hostname and "{" not in parts.netloc
    if not is_plain:
        raise ValueError(f"{name}: {text!r} is no http or https address of one host")
    unknown = _named(name, text) - FIELDS
    if unknown:
        raise ValueError(
            f"{name}: {', '.join(sorted(unknown))} is no field; there are "
            f"{', '.join(sorted(FIELDS))}"
        )
    return LinkTemplate(text)


def _named(name: str, text: str) -> set[str]:
    try:
        return _fields(text)
    except ValueError as fault:
        raise ValueError(f"{name}: {fault}") from fault


def _fields(text: str) -> set[str]:
    """The names in braces; a field with a format or a conversion has no such name."""
    return {
        f"{name}{'!' if conversion else ''}{spec}"
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None
    }

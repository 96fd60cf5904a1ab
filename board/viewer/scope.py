"""What the address bar asks for, held against what exists: untrusted until here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.texts import LANGUAGES
from board.look.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.geography import Geography

CODE_LENGTH = 12


class View(Struct, frozen=True):
    """What one viewer looks at: a division, a language, a theme."""

    scope: int
    language: str
    theme: str

    def query(self, **changes: object) -> dict[str, str]:
        """The address parameters of this view; defaults are left out."""
        wanted = {"scope": self.scope, "lang": self.language, "theme": self.theme}
        wanted |= changes
        defaults = {"lang": LANGUAGES[0], "theme": next(iter(THEMES))}
        return {
            name: str(value)
            for name, value in wanted.items()
            if value != defaults.get(name)
        }


def view_from(parameters: Mapping[str, str], geography: Geography) -> View:
    """Read a view; whatever is unknown becomes the city, Chinese, dark."""
    return View(
        scope_from(parameters.get("scope", ""), geography),
        one_of(parameters.get("lang", ""), LANGUAGES),
        one_of(parameters.get("theme", ""), tuple(THEMES)),
    )


def scope_from(text: str, geography: Geography) -> int:
    """A division code of 12 digits (shorter ones are padded), else the city.

    Before the register is known nothing can be shown, so any code waits for it.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= CODE_LENGTH):
        return geography.city
    code = int(text.ljust(CODE_LENGTH, "0"))
    is_known = code in geography.divisions or not geography.divisions
    return code if is_known else geography.city


def one_of(text: str, allowed: tuple[str, ...]) -> str:
    return text if text in allowed else allowed[0]

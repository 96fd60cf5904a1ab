"""Figures of what bears a tag: where nothing does, there is no rate to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from board.look.definitions import Definition
    from board.look.formats import Value
    from board.look.texts import Texts


def untagged(one: Definition, value: Value, words: Texts) -> str:
    """That nothing bears the tag of the figure; '' where something does."""
    base = value.denominator if one.denominator else value.value
    if not one.tag or base != 0:
        return ""
    return words("definition.untagged", tag=words.known("tag", one.tag))

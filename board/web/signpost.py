"""A page that says one thing and leads on, where there is none of Streamlit's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from board.look.texts import LANGUAGES, texts
from board.look.theme import THEMES
from board.viewer.scope import one_of

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

TAGS = {"zh": "zh-CN", "en": "en"}


def opening(parameters: QueryParams) -> tuple[str, str]:
    """The page's language, and its first tag without the end."""
    language = one_of(parameters.get("lang", ""), LANGUAGES)
    theme = one_of(parameters.get("theme", ""), tuple(THEMES))
    return language, f'<html lang="{TAGS[language]}" data-theme="{theme}"'


def signpost(
    parameters: QueryParams, said: str, lead: tuple[str, str], *, up: str, goes: bool
) -> bytes:
    """What stands there: a sentence, and the text and address of what it leads to; the
    browser goes there by itself where it `goes`. `up` leads to the board's own root.
    """
    language, tag = opening(parameters)
    title = texts(language)("app.title")
    text, address = (escape(one) for one in lead)
    onward = f'<meta http-equiv="refresh" content="0;url={address}">' if goes else ""
    return (
        f'<!doctype html>{tag}><meta charset="utf-8">{onward}<title>{title}</title>'
        f'<link rel="stylesheet" href="{up}assets/board.css">'
        f'<link rel="stylesheet" href="{up}assets/theme.css">'
        f'<main class="cgc-root cgc-signpost"><h1>{escape(said)}</h1>'
        f'<a href="{address}">{text}</a></main></html>'
    ).encode()

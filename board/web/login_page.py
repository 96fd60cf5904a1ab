"""The page of the login: a form, and nothing that a script would have to do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from board.look.texts import LANGUAGES, texts
from board.web.signpost import opening

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from board.look.texts import Texts

LONGEST_NAME, LONGEST_PASSWORD = 32, 128
GOOD = frozenset({"left"})
"""What is no refusal."""


def login_page(
    parameters: QueryParams, wanted: str, said: str, *, is_synthetic: bool
) -> bytes:
    """The page in the language and theme of its address; `wanted` is the path of the
    board that it leads to, `said` the key of what there is to say, or empty.
    """
    language, tag = opening(parameters)
    words = texts(language)
    title = escape(words("app.title"))
    demo = f"<small>{escape(words('login.demo'))}</small>" if is_synthetic else ""
    return (
        f'<!doctype html>{tag}><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(words('login.title'))} · {title}</title>"
        '<link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="./assets/theme.css">'
        '<link rel="stylesheet" href="./assets/login.css">'
        f'<main><h1>{title}</h1><form method="post" action="{_action(parameters)}">'
        f"<h2>{escape(words('login.title'))}</h2>{_said(said, words)}"
        f"{_field('name', 'text', 'username', LONGEST_NAME, words)}"
        f"{_field('password', 'password', 'current-password', LONGEST_PASSWORD, words)}"
        f'<input type="hidden" name="next" value="{escape(wanted)}">'
        f"<button>{escape(words('login.enter'))}</button></form>"
        f"<footer>{demo}<p>{escape(words('login.note'))}</p>"
        f"{_other(parameters, language, wanted)}</footer></main></html>"
    ).encode()


def _field(name: str, kind: str, fills: str, longest: int, words: Texts) -> str:
    first = " autofocus" if name == "name" else ""
    return (
        f'<label>{escape(words(f"login.{name}"))}<input name="{name}" type="{kind}"'
        f' autocomplete="{fills}" maxlength="{longest}" autocapitalize="none"'
        f' spellcheck="false" required{first}></label>'
    )


def _said(said: str, words: Texts) -> str:
    if not said:
        return ""
    level = "good" if said in GOOD else "bad"
    return f'<p class="{level}" role="alert">{escape(words(f"login.{said}"))}</p>'


def _action(parameters: QueryParams) -> str:
    return escape(f"./login?{urlencode(_look(parameters))}")


def _other(parameters: QueryParams, language: str, wanted: str) -> str:
    """The same page in the other language."""
    other = next(one for one in LANGUAGES if one != language)
    asked = _look(parameters) | {"lang": other, "next": wanted}
    name = escape(texts(language)("nav.language"))
    return (
        f'<a href="{escape("./login?" + urlencode(asked))}" lang="{other}">{name}</a>'
    )


def _look(parameters: QueryParams) -> dict[str, str]:
    return {name: parameters[name] for name in ("lang", "theme") if name in parameters}

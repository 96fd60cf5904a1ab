"""The pages of the login and of the password: a form, and nothing that a script would
have to do.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec import Struct

from board.logins.passwords import LONGEST, SHORTEST
from board.look.texts import LANGUAGES, texts
from board.web.signpost import opening

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from board.look.texts import Texts

LONGEST_NAME = 32
GOOD = frozenset({"left", "changed"})
"""What is no refusal."""
FIRST = frozenset({"login.name", "password.present"})
"""Where whoever comes begins to write."""


class LoginPage(Struct, frozen=True, kw_only=True):
    """What stands on the page of the login: the path of the board that it leads to, the
    key of what there is to say or '', and whom that names; whether anybody has a
    password; what the button to the identity provider says, '' for the house's words,
    None without one; whether that has a way out that is still to be gone.
    """

    wanted: str
    said: str
    name: str
    is_synthetic: bool
    has_passwords: bool
    provider: str | None
    way_out: bool


class PasswordPage(Struct, frozen=True, kw_only=True):
    """What stands on the page of the password: the path of the board that it leads back
    to, the key of what there is to say or '', whose it is.
    """

    wanted: str
    said: str
    name: str
    is_synthetic: bool
    has_password: bool = True


class _Page(Struct, frozen=True, kw_only=True):
    """A page of one form: `name` is its address and the beginning of its texts."""

    name: str
    button: str
    fields: str
    wanted: str
    said: str
    note: str
    is_synthetic: bool
    lead: str = ""
    ways: str = ""


def login_page(parameters: QueryParams, page: LoginPage) -> bytes:
    """The page in the language and theme of its address."""
    words = texts(opening(parameters)[0])
    fields = (
        _field("login.name", "name", "text", "username", words),
        _field("login.password", "password", "password", "current-password", words),
    )
    written = _Page(
        name="login",
        button=words("login.enter"),
        fields="".join(fields) if page.has_passwords else "",
        wanted=page.wanted,
        said=words(f"login.{page.said}", name=page.name) if page.said else "",
        note=words("login.note"),
        is_synthetic=page.is_synthetic,
        ways=_ways(parameters, page, words),
    )
    return _written(parameters, written, is_good=page.said in GOOD)


def password_page(parameters: QueryParams, page: PasswordPage) -> bytes:
    """The page in the language and theme of its address."""
    words = texts(opening(parameters)[0])
    has_fields = page.has_password and page.said not in GOOD
    span = {"least": SHORTEST, "most": LONGEST}
    fields = (
        _field("password.present", "password", "password", "current-password", words),
        *(
            _field(f"password.{name}", name, "password", "new-password", words)
            for name in ("wanted", "again")
        ),
    )
    written = _Page(
        name="password",
        button=words("password.change"),
        fields="".join(fields) if has_fields else "",
        wanted=page.wanted,
        said=words(said_of(page.said, words)) if page.said else "",
        note=words("password.note", **span),
        is_synthetic=page.is_synthetic,
        lead=words("login.who", name=page.name),
    )
    return _written(parameters, written, is_good=page.said in GOOD)


def said_of(reason: str, words: Texts) -> str:
    """The key of what is said of a password that whoever is logged in typed."""
    key = f"password.{reason}"
    return key if key in words.words else f"login.{reason}"


def _written(parameters: QueryParams, page: _Page, *, is_good: bool) -> bytes:
    language, tag = opening(parameters)
    words = texts(language)
    title, named = escape(words("app.title")), escape(words(f"{page.name}.title"))
    demo = f"<small>{escape(words('login.demo'))}</small>" if page.is_synthetic else ""
    return (
        f'<!doctype html>{tag}><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{named} · {title}</title>"
        '<link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="./assets/theme.css">'
        '<link rel="stylesheet" href="./assets/login.css">'
        f"<main><h1>{title}</h1>{_form(parameters, page, is_good=is_good)}"
        f"<footer>{demo}<p>{escape(page.note)}</p>"
        f"{_other(parameters, language, page)}</footer></main></html>"
    ).encode()


def _form(parameters: QueryParams, page: _Page, *, is_good: bool) -> str:
    """Without fields nothing is left to send: it leads back to the board instead."""
    words = texts(opening(parameters)[0])
    lead = f"<p>{escape(page.lead)}</p>" if page.lead else ""
    said = _said(page.said, is_good=is_good)
    title = escape(words(f"{page.name}.title"))
    back = f'<a href=".{escape(page.wanted)}">{escape(words("password.back"))}</a>'
    button = f"<button>{escape(page.button)}</button>" if page.fields else ""
    return (
        f'<form method="post" action="{_action(parameters, page.name)}">'
        f"<h2>{title}</h2>{lead}{said}{page.fields}"
        f'<input type="hidden" name="next" value="{escape(page.wanted)}">'
        f"{button}{back if page.lead else ''}{page.ways}</form>"
    )


def _ways(parameters: QueryParams, page: LoginPage, words: Texts) -> str:
    """To the identity provider, and out of it: links, for a form would not be let go to
    another host.
    """
    if page.provider is None:
        return ""
    asked = _look(parameters) | {"next": page.wanted}
    beside = "beside" if page.has_passwords else "alone"
    said = page.provider or words("login.sso")
    into = _way(f"./sso?{urlencode(asked)}", said, beside)
    out = f"./sso-leave?{urlencode(_look(parameters))}"
    return into + (_way(out, words("login.sso_leave"), "out") if page.way_out else "")


def _way(address: str, said: str, sort: str) -> str:
    return f'<a class="way {sort}" href="{escape(address)}">{escape(said)}</a>'


def _field(text: str, name: str, kind: str, fills: str, words: Texts) -> str:
    first = " autofocus" if text in FIRST else ""
    longest = LONGEST if kind == "password" else LONGEST_NAME
    label = words(text)
    return (
        f'<label>{escape(label)}<input name="{name}" type="{kind}"'
        f' autocomplete="{fills}" maxlength="{longest}" autocapitalize="none"'
        f' spellcheck="false" required{first}></label>'
    )


def _said(said: str, *, is_good: bool) -> str:
    if not said:
        return ""
    level = "good" if is_good else "bad"
    return f'<p class="{level}" role="alert">{escape(said)}</p>'


def _action(parameters: QueryParams, name: str) -> str:
    return escape(f"./{name}?{urlencode(_look(parameters))}")


def _other(parameters: QueryParams, language: str, page: _Page) -> str:
    """The same page in the other language."""
    other = next(one for one in LANGUAGES if one != language)
    asked = _look(parameters) | {"lang": other, "next": page.wanted}
    name = escape(texts(language)("nav.language"))
    where = escape(f"./{page.name}?{urlencode(asked)}")
    return f'<a href="{where}" lang="{other}">{name}</a>'


def _look(parameters: QueryParams) -> dict[str, str]:
    return {name: parameters[name] for name in ("lang", "theme") if name in parameters}

"""What somebody is told who is new to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.texts import texts
from board.viewer.page import Action
from board.viewer.rights import may
from sql.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.picture.geography import Geography
    from board.viewer.page import Page
    from board.viewer.scope import View

GLOSSARY = "glossary.csv"


class Ability(Struct, frozen=True):
    """One thing that is done on a page, and whether this seat may."""

    says: str
    is_allowed: bool


class Way(Struct, frozen=True):
    """A page that this seat may open, and what it is for."""

    name: str
    address: str
    title: str
    about: str


class Term(Struct, frozen=True):
    """A word of the field."""

    name: str
    means: str


class Help(Struct, frozen=True):
    """Of one page, for one seat, in its language."""

    title: str
    about: str
    seat: str
    can: tuple[Ability, ...]
    pages: tuple[Way, ...]
    terms: tuple[Term, ...]


def help_of(
    view: View, page: Page, pages: Mapping[str, Page], geography: Geography
) -> Help:
    """What this viewer, who may open the page, is told of it."""
    words = texts(view.language)
    return Help(
        title=words(f"page.{page.name}"),
        about=words(f"page_about.{page.name}"),
        seat=words.known("role", view.seat.role),
        can=tuple(_abilities(view, page, geography)),
        pages=tuple(_ways(view, pages, geography)),
        terms=terms(view.language),
    )


def terms(language: str) -> tuple[Term, ...]:
    """The glossary, in its own order: as things happen to an item."""
    return tuple(
        Term(row[f"name_{language}"], row[f"meaning_{language}"])
        for row in table(GLOSSARY)
    )


def _abilities(view: View, page: Page, geography: Geography) -> Iterator[Ability]:
    words = texts(view.language)
    for action in Action:
        if action in page.offers:
            is_allowed = may(view, action, page, geography)
            yield Ability(words(f"may_do.{action.value}"), is_allowed)


def _ways(view: View, pages: Mapping[str, Page], geography: Geography) -> Iterator[Way]:
    words = texts(view.language)
    for name, page in pages.items():
        if page.in_navigation and may(view, Action.OPEN, page, geography):
            title, about = words(f"page.{name}"), words(f"page_about.{name}")
            yield Way(name, page.address, title, about)

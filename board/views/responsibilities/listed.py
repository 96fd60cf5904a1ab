"""The list itself: who leads and who helps with what, to be read and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.codes import categories, kinds
from board.look.formats import Value
from board.views.common.contents import Column, Contents, Notice, table
from board.views.responsibilities.asking import chosen, is_counted
from sql.reference.responsibilities import GROUP, every, is_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.responsibilities.asking import Choice
    from sql.reference.responsibilities import Responsible

PART = "responsible_list"
SAID = ("rule", "kind", "what", "tag", "lead", "co", "tier", "basis")


def listed(picture: Picture) -> Contents:
    """Table `responsible_list`: the rows that the choices leave, in their order; none
    where the page shows what was handed over.
    """
    if is_counted(picture):
        return Contents()
    words, choice = picture.words, chosen(picture)
    told = (row_of(one, words) for one in every() if _is_chosen(one, choice))
    rows = [one for one in told if is_found(one, choice.find)]
    columns = tuple(
        Column(key=key, name=words(f"responsible.column.{key}")) for key in SAID
    )
    values = {"n": Value(len(rows), "count"), "all": Value(len(every()), "count")}
    return Contents(
        title=words("responsible.list"),
        note=words("responsible.list_note"),
        notices={
            "count": Notice(text=words.template("responsible.shown"), values=values),
            **_none(rows, choice, words),
            **_unlisted(words),
        },
        tables=(table(PART, columns, rows),),
    )


def row_of(one: Responsible, words: Texts) -> dict[str, str]:
    """A row of the list in words."""
    return {
        "rule": str(one.rule),
        "kind": words.known("kind", one.kind),
        "what": what_of(one, words),
        "tag": words.known("tag", one.tag) if one.tag else "",
        "lead": words.known("agency", one.lead),
        "co": helpers_of(one, words),
        "tier": words.known("tier", one.tier),
        "basis": one.basis(words.language),
    }


def what_of(one: Responsible, words: Texts) -> str:
    """The category that a row is for, or the group of them."""
    if not one.category.endswith(GROUP):
        every_one = words("responsible.any_category")
        return words.category(one.kind, one.category) if one.category else every_one
    group = one.category.removesuffix(GROUP)
    return words("responsible.group", group=words.known("incident_group", group))


def helpers_of(one: Responsible, words: Texts) -> str:
    return words.listed(words.known("agency", agency) for agency in one.co_handlers)


def is_found(row: Mapping[str, str], find: str) -> bool:
    """Whether a row says each of the words that are looked for, in whatever column."""
    told = " ".join(row.values()).casefold()
    return all(one in told for one in find.casefold().split())


def _is_chosen(one: Responsible, choice: Choice) -> bool:
    is_theirs = choice.agency in ("", *one.agencies)
    return is_theirs and choice.kind in ("", one.kind)


def _none(rows: list[Any], choice: Choice, words: Texts) -> dict[str, Notice]:
    if rows:
        return {}
    why = words("responsible.none_found" if choice.find else "responsible.none")
    return {"none": Notice(text=why, level="warn")}


def _unlisted(words: Texts) -> dict[str, Notice]:
    """The categories for which nobody answers unless an item has a tag."""
    found = words.listed(_without(words))
    if not found:
        return {}
    text = words("responsible.without", names=found)
    return {"without": Notice(text=text, level="warn")}


def _without(words: Texts) -> Iterator[str]:
    whole = [one for one in every() if not one.tag]
    for kind in kinds():
        for category in categories(kind):
            if not any(
                one.kind == kind and is_of(category, one.category) for one in whole
            ):
                yield words.category(kind, category)

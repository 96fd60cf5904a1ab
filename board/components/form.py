"""The form of a move: each of its fields as the widget that fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st
from msgspec import Struct, structs

from board import service
from board.components.seat import center_name
from board.look.clock import SHANGHAI
from board.look.texts import texts
from board.views.handling.forms import (
    NOTE,
    codes_of,
    form_of,
    proposal,
    proposed_code,
    reasoned,
    said_by,
)
from board.views.handling.offers import receivers_of
from board.views.items.near import nearest_first

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from board.look.texts import Texts
    from board.viewer.scope import View
    from board.views.handling.forms import Field
    from board.views.handling.offers import Bench, Offer


def answers_of(
    bench: Bench,
    one: Offer,
    view: View,
    due_at: datetime | None,
    others: Others | None = None,
) -> dict[str, Any] | None:
    """What was filled in, by field, once it is sent; None before. It is asked once for
    all `others` as well.
    """
    widgets = {**WIDGETS, **(OF_SEVERAL if others else {})}
    words = texts(view.language)
    fields = form_of(one.move, bench.rules.moves[one.move])
    filled: dict[str, Any] = {}
    with st.form(f"form_{one.move}", border=False):
        for field in fields:
            widget = widgets.get(field.name, _coded if field.codes else _text)
            filled[field.name] = widget(Asked(field, bench, one, words, due_at, others))
        is_sent = st.form_submit_button(words("moves.send"), type="primary")
    return reasoned(said_by(filled), fields, words) if is_sent else None


Option = TypeVar("Option")


class Others(Struct, frozen=True):
    """The items that a form is filled in for at once; `among` has the words by which
    each is told from the others, by kind and id.
    """

    benches: tuple[Bench, ...]
    among: Mapping[str, str]


class Asked(Struct, frozen=True):
    """A field of the form of a move on an item; `due_at` is the item's own."""

    field: Field
    bench: Bench
    offer: Offer
    words: Texts
    due_at: datetime | None
    others: Others | None = None

    @property
    def benches(self) -> tuple[Bench, ...]:
        return (self.bench, *(self.others.benches if self.others else ()))

    @property
    def label(self) -> str:
        name = self.words(f"ask.{self.field.name}")
        return f"{name} *" if self.field.is_required else name

    @property
    def key(self) -> str:
        return f"field_{self.offer.move}_{self.field.name}"


def _text(asked: Asked) -> str | None:
    return st.text_input(asked.label, key=asked.key, max_chars=64) or None


def _note(asked: Asked) -> str | None:
    return st.text_area(asked.label, key=asked.key, max_chars=1_000) or None


def _coded(asked: Asked) -> str | None:
    family = asked.field.codes
    states = [one.state for one in asked.benches]
    return _chosen(
        asked,
        codes_of(family, asked.bench.now.date()),
        lambda code: asked.words.known(family, code),
        proposed=proposed_code(asked.field, states),
    )


def _level(asked: Asked) -> str | None:
    """The lowest level where none is said, or the hub would read it off the reason."""
    family = asked.field.codes
    picked: str = st.selectbox(
        asked.label,
        codes_of(family, asked.bench.now.date()),
        format_func=lambda code: asked.words.known(family, code),
        key=asked.key,
    )
    return picked


def _center(asked: Asked) -> str | None:
    codes = receivers_of(asked.benches, asked.offer.move)
    picked = _chosen(asked, codes, center_name)
    return f"{picked:012d}" if picked else None


def _site(asked: Asked) -> str | None:
    found = nearest_first(service.current().fixed.sites(), asked.bench.seen.at)
    sites = {one.site_code: one.name for one in found}
    return _chosen(asked, tuple(sites), lambda code: sites[code])


def _returned(asked: Asked) -> str | None:
    """A new task may take the place of one that was returned."""
    tasks = asked.bench.seen.state.tasks
    names = {
        one.task_id: asked.words.known("agency", one.agency or "")
        for one in tasks
        if one.state == "returned"
    }
    if not names:
        return None
    return _chosen(asked, tuple(names), lambda code: names[code])


def _one_of_them(asked: Asked) -> str | None:
    """The item that the others are merged into or linked to, by kind and id."""
    among = asked.others.among if asked.others else {}
    named = structs.replace(asked, field=structs.replace(asked.field, name="main"))
    return _chosen(named, tuple(among), lambda one: among[one])


def _unasked(_asked: Asked) -> None:
    """Nothing: it is of each item on its own, or follows from what else is said."""


def _moment(asked: Asked) -> datetime | None:
    proposed = proposal(asked.field, asked.bench.now, asked.due_at)
    shown = proposed.astimezone(SHANGHAI).replace(tzinfo=None) if proposed else None
    picked = st.datetime_input(asked.label, value=shown, key=asked.key)
    return picked.replace(tzinfo=SHANGHAI) if picked else None


def _chosen(
    asked: Asked,
    options: tuple[Option, ...],
    shown: Callable[[Option], str],
    *,
    proposed: Option | None = None,
) -> Option | None:
    picked: Option | None = st.selectbox(
        asked.label,
        options,
        index=options.index(proposed) if proposed in options else None,
        format_func=shown,
        placeholder=asked.words("moves.choose"),
        key=asked.key,
    )
    return picked


WIDGETS: Mapping[str, Callable[[Asked], Any]] = {
    NOTE: _note,
    "to_center": _center,
    "to_site": _site,
    "replaces": _returned,
    "due_at": _moment,
    "grade": _level,
}
OF_SEVERAL: Mapping[str, Callable[[Asked], Any]] = {
    "link_id": _one_of_them,
    "link_kind": _unasked,
    "replaces": _unasked,
}
"""What is asked otherwise where several items are moved at once."""

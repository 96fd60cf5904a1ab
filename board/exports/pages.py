"""The document of a page, made of a picture: by construction of every page there is."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from board.exports.document import Document, Fact, Section, Term
from board.exports.sections import told, why_kept_in
from board.look.clock import day_start
from board.look.definitions import definitions, meaning
from board.look.formats import Value, written
from board.picture.past import Moments, moments, settled
from board.viewer.page import Picture
from board.viewer.seat import Seat, in_words
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.formats import Form, Scalar
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.viewer.page import Page

ROW_CAPS = {"administrator": 1_000_000, "leader": 100_000, "staff": 100_000}
FEWEST_ROWS = 10_000
SHORT = 16


class Wish(Struct, frozen=True, kw_only=True):
    """What is exported, and by whom, when and what for; whether for people `outside`.
    `address` is the permalink of the page with all its choices.
    """

    page: str
    scope: int
    language: str
    address: str
    seat: Seat
    made_at: datetime
    reason: str
    edition: str
    row_cap: int
    is_synthetic: bool = True
    outside: bool = False


def row_cap(seat: Seat) -> int:
    """How many rows of a table this seat may take away at once."""
    return ROW_CAPS.get(seat.role, FEWEST_ROWS)


def pictured(page: Page, scope: int, language: str, snapshot: Snapshot) -> Picture:
    """What a pushed page is made of at that picture. Raises ValueError before the first
    one.
    """
    shown = settled(snapshot)
    if shown.pulse.moment is None:
        raise ValueError("no picture of the city is known yet")
    now = shown.pulse.moment.at
    return Picture(
        snapshot=shown, page=page.name, scope=scope, language=language, now=now
    )


def document(wish: Wish, page: Page, snapshot: Snapshot) -> Document:
    """A pushed page as that picture shows it. Raises ValueError before the first."""
    picture = pictured(page, wish.scope, wish.language, snapshot)
    return document_of(wish, page, picture)


def document_of(wish: Wish, page: Page, picture: Picture) -> Document:
    """The page as it stands on a screen: a working one with its answers."""
    words, shown = picture.words, picture.snapshot
    sections = tuple(told(page, picture, wish.seat, is_outside=wish.outside))
    return Document(
        page=page.name,
        title=words(f"title.{page.name}", place=shown.geography.name(wish.scope)),
        scope=wish.scope,
        language=wish.language,
        at=picture.now,
        facts=tuple(_facts(wish, page, picture)),
        terms=tuple(_terms(sections, words)),
        sections=sections,
        watermark=_watermark(wish, picture),
        row_cap=wish.row_cap,
    )


def _facts(wish: Wish, page: Page, picture: Picture) -> Iterator[Fact]:
    words, land = picture.words, picture.snapshot.geography
    stands_on = _moments(picture)
    said: dict[str, tuple[Scalar, Form]] = {
        "scope": (f"{land.name(wish.scope)}（{wish.scope:012d}）", "text"),
        "address": (wish.address, "text"),
        **_chosen(page, picture),
        "at": (epoch_ms(picture.now), "moment"),
        "who": (in_words(wish.seat, land, words), "text"),
        "seat": (_seat_text(wish.seat), "code"),
        "made_at": (epoch_ms(wish.made_at), "moment"),
        "reason": (wish.reason, "text"),
        "row_cap": (wish.row_cap, "count"),
        "edition": (wish.edition, "code"),
        "synthetic": (int(wish.is_synthetic), "flag"),
        "outside": (int(wish.outside), "flag"),
        **_kept_in_fact(wish, page, picture),
        "vector": (_short(stands_on), "code"),
        "offsets": (stands_on.pulse.offsets if stands_on.pulse else "[]", "code"),
        "moments": (msgspec.json.encode(stands_on).decode(), "code"),
    }
    for key, (value, form) in said.items():
        yield Fact(key, words(f"fact.{key}"), Value(value, form))


def _kept_in_fact(
    wish: Wish, page: Page, picture: Picture
) -> dict[str, tuple[Scalar, Form]]:
    """On the cover of a file in which there is nothing."""
    why = why_kept_in(page, picture, is_outside=wish.outside)
    return {"kept_in": (picture.words(why), "text")} if why else {}


def _chosen(page: Page, picture: Picture) -> dict[str, tuple[Scalar, Form]]:
    """The period, and what else was chosen, in words and for programs; a page that is
    pushed shows today.
    """
    if page.working is None:
        return {
            "period_from": (epoch_ms(day_start(picture.now)), "moment"),
            "period_until": (epoch_ms(picture.now), "moment"),
        }
    said = {f"chosen.{key}": text for key, text in page.working.says(picture).items()}
    choices = msgspec.json.encode(dict(picture.choices), order="sorted").decode()
    return {
        **{key: (text, "text") for key, text in said.items()},
        "choices": (choices, "code"),
    }


def _moments(picture: Picture) -> Moments:
    """What it stands on: the rounds of a picture, or the one that was asked."""
    if picture.answers is None:
        return moments(picture.snapshot)
    return Moments(pulse=picture.answers.moment)


def _short(stands_on: Moments) -> str:
    """What a person compares of the moments and vectors."""
    return sha256(msgspec.json.encode(stands_on)).hexdigest()[:SHORT]


def moments_in(facts: dict[str, Scalar]) -> Moments:
    """What the picture of a file stood on; raises msgspec.DecodeError, KeyError."""
    return msgspec.json.decode(str(facts["moments"]), type=Moments)


def choices_in(facts: dict[str, Scalar]) -> dict[str, str]:
    """What was chosen on the page of a file; raises msgspec.DecodeError."""
    return msgspec.json.decode(str(facts.get("choices", "{}")), type=dict[str, str])


def _seat_text(seat: Seat) -> str:
    """A seat that nobody logged in for says no person."""
    said = msgspec.to_builtins(seat)
    kept = {name: one for name, one in said.items() if name != "person" or one}
    return msgspec.json.encode(kept).decode()


def seat_in(facts: dict[str, Scalar]) -> Seat:
    """For whom a file was made, nobody's where it does not say; raises
    msgspec.DecodeError.
    """
    return msgspec.json.decode(str(facts.get("seat", "{}")), type=Seat)


def _watermark(wish: Wish, picture: Picture) -> str:
    words, land = picture.words, picture.snapshot.geography
    made, now = (
        written(Value(epoch_ms(one), "moment"), words, wish.made_at)
        for one in (wish.made_at, picture.now)
    )
    place = land.name(wish.scope)
    seat = in_words(wish.seat, land, words)
    named = words("export.watermark", who=seat, made=made, place=place)
    said = (named, words("export.as_of", time=now))
    return " · ".join((words("outside.mark"), *said) if wish.outside else said)


def _terms(sections: tuple[Section, ...], words: Texts) -> Iterator[Term]:
    keys = {one.key for section in sections for one in section.contents.figures}
    for key, one in definitions().items():
        if key in keys:
            said = meaning(one, words)
            parts = (said.formula, said.numerator, said.denominator)
            yield Term(key, said.name, *parts, one.minimum_n)

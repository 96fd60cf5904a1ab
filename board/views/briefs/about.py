"""Which brief it is, of whom, of which days, and whether it is final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.briefs.asking import days_of, issue_on
from board.views.briefs.registered import registered_of, restated_in, who_of
from board.views.common.contents import Contents, Figure, Notice
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.formats import Form, Scalar
    from board.look.texts import Texts
    from board.picture.briefs import Issue
    from board.reads.brief_rows import Registered
    from board.viewer.page import Picture

Fact = tuple[str, "Scalar", "Form"]


def about(picture: Picture) -> Contents:
    """Figures `period`, `number`, `state` and, of what is final, `by` and `at`; the
    sentences `unfinished`, `restated`; who issues it as its note.
    """
    words, found = picture.words, issue_on(picture)
    one = registered_of(picture, found.whole.first) if found.is_over else None
    facts = _facts(one, picture)
    return Contents(
        title=words(f"brief.title.{found.sort}"),
        note=issuer_of(picture),
        figures=tuple(
            Figure(value, form, key=key, name=words(f"brief.{key}"))
            for key, value, form in facts
        ),
        notices=_told(found, one, picture),
    )


def _facts(one: Registered | None, picture: Picture) -> Iterator[Fact]:
    words = picture.words
    yield "period", days_of(picture), "text"
    yield "number", issue_text(one, words), "text"
    yield "state", words("brief.final" if one else "brief.draft"), "text"
    if one is not None:
        yield "by", who_of(one, picture), "text"
        yield "at", epoch_ms(one.registered_at), "moment"


def issue_text(one: Registered | None, words: Texts) -> str:
    """Which issue of its sort and division it is; a number has what is final."""
    if one is None:
        return words("brief.unnumbered")
    return words("brief.issue", year=one.year, number=one.number)


def issuer_of(picture: Picture) -> str:
    """The center of the division, or the division where it has none of its own."""
    geography = picture.snapshot.geography
    own = (
        one.name
        for one in geography.centers.values()
        if one.division_code == picture.scope
    )
    return next(own, geography.name(picture.scope))


def _told(found: Issue, one: Registered | None, picture: Picture) -> dict[str, Notice]:
    words, told = picture.words, {}
    if not found.is_over:
        days = {"days": Value(found.period.over.days, "count")}
        text = words.template("brief.unfinished")
        told["unfinished"] = Notice(text=text, values=days, level="warn")
    number = len(restated_in(picture)) if one else 0
    if number:
        text = words.template("brief.restated")
        values = {"n": Value(number, "count")}
        told["restated"] = Notice(text=text, values=values, level="warn")
    return told

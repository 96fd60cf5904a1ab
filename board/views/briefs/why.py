"""Why a count changed: the three divisions and the three types that contributed most,
and the rest; together they are the change.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.picture.indicators import key
from board.views.briefs.asking import (
    BASES,
    CATEGORIES,
    definition_of,
    is_kept,
    why_of,
)
from board.views.briefs.counting import Reckoning
from board.views.common.contents import Column, Contents, Notice, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from board.look.definitions import Definition
    from board.look.texts import Texts
    from board.picture.periods import Span
    from board.viewer.page import Picture
    from board.views.common.contents import Table

MOST = 3
Tally = Counter[str]


def why(picture: Picture) -> Contents:
    """Tables `division_before`, `category_before`, `division_year`, `category_year`:
    now, then, and what that adds to the change; a table without a base is left out.
    """
    words, name = picture.words, why_of(picture)
    reckoned = Reckoning(picture)
    found = tuple(one for base in BASES for one in _tables(name, base, reckoned))
    nothing = {"none": Notice(text=words("brief.why_none"))}
    return Contents(
        title=words("brief.why"),
        note=words("brief.why_of", name=words.known("indicator", name)),
        notices=_said(name, reckoned) or nothing,
        tables=found,
    )


def _said(name: str, reckoned: Reckoning) -> dict[str, Notice]:
    """How much it is now and was then, and the change, for each base that there is."""
    words = reckoned.picture.words
    return {
        base: Notice(
            text=words.template(f"brief.why_said.{base}"),
            values={
                "name": Value(words.known("indicator", name)),
                "now": reckoned.value(name, "over"),
                "then": reckoned.value(name, base),
                "change": reckoned.changed(name, base),
            },
        )
        for base in BASES
        if _is_based(name, base, reckoned)
    }


def _is_based(name: str, base: str, reckoned: Reckoning) -> bool:
    """Whether the count is known of both, and there was any: no base, no reasons."""
    now, then = reckoned.value(name, "over"), reckoned.value(name, base)
    return isinstance(now.value, int) and bool(then.value)


def _tables(name: str, base: str, reckoned: Reckoning) -> Iterator[Table]:
    if not _is_based(name, base, reckoned):
        return
    for by, tally in TALLIES.items():
        now, then = (tally(name, when, reckoned) for when in ("over", base))
        if now or then:
            whole = tuple(
                _int(reckoned.value(name, when).value) for when in ("over", base)
            )
            yield _table(f"{by}_{base}", now, then, whole, reckoned)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _by_division(name: str, when: str, reckoned: Reckoning) -> Tally:
    """By the code of each division below."""
    below = reckoned.geography.children.get(reckoned.picture.scope, ())
    values = {code: reckoned.value(name, when, code).value for code in below}
    return Counter({str(code): _int(one) for code, one in values.items() if one})


def by_category(name: str, when: str, reckoned: Reckoning) -> Tally:
    """By kind and category, of what lies in the scope."""
    scope, tally = reckoned.picture.scope, Tally()
    one, span = definition_of(name, "city"), reckoned.spans[when]
    if one is None or not is_kept(one, span, reckoned.picture.now):
        return tally
    for row in _category_rows(one, span, reckoned.picture):
        if reckoned.geography.contains(scope, row["division_code"]):
            tally[f"{row['kind']} {row['category']}"] += row[one.numerator]
    return tally


def _category_rows(
    one: Definition, span: Span, picture: Picture
) -> Iterator[dict[str, Any]]:
    """Of a village nothing is counted by category."""
    names = (key(one, span), f"{CATEGORIES} {span.name}")
    answers = picture.answered
    name = names[0 if one.statement == "signals_by_town" else 1]
    if name not in answers.tables or _is_village(picture):
        return
    for row in answers[name].to_pylist():
        if row.get("axis", one.axis) == one.axis:
            yield row


def _is_village(picture: Picture) -> bool:
    return picture.snapshot.geography.divisions[picture.scope].tier == "village"


TALLIES: Mapping[str, Callable[[str, str, Reckoning], Tally]] = {
    "division": _by_division,
    "category": by_category,
}


def _table(
    name: str, now: Tally, then: Tally, whole: tuple[int, ...], reckoned: Reckoning
) -> Table:
    words = reckoned.picture.words
    by, _, base = name.partition("_")
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words(f"brief.by.{by}")),
        Column(key="now", form="count", name=words("brief.now"), part_of="added"),
        Column(
            key="then", form="count", name=words(f"brief.then.{base}"), part_of="added"
        ),
        Column(key="added", form="count", name=words("brief.added")),
    )
    rows = (
        {"code": code, "name": _named(code, by, reckoned), **_cells(*counts)}
        for code, counts in contributions(now, then, whole)
    )
    return table(name, columns, rows, title=words(f"brief.why_by.{by}.{base}"))


def _cells(now: int, then: int) -> dict[str, int]:
    return {"now": now, "then": then, "added": now - then}


def _named(code: str, by: str, reckoned: Reckoning) -> str:
    words = reckoned.picture.words
    if code in {"rest", "whole"}:
        return words(f"brief.{code}")
    if by == "division":
        return reckoned.geography.name(int(code))
    return named_category(code, words)


def named_category(code: str, words: Texts) -> str:
    """A kind and a category as a brief names them."""
    kind, _, category = code.partition(" ")
    named = words.category(kind, category)
    return words("brief.type", kind=words.short_kind(kind), category=named)


def contributions(
    now: Tally, then: Tally, whole: tuple[int, ...]
) -> Iterable[tuple[str, tuple[int, int]]]:
    """The three that changed most, `rest` and `whole`, each with its counts now and
    then: the three and the rest are the whole.
    """
    codes = sorted({*now, *then}, key=lambda one: (-abs(now[one] - then[one]), one))
    picked = {code: (now[code], then[code]) for code in codes[:MOST]}
    sums = [sum(counts[side] for counts in picked.values()) for side in (0, 1)]
    rest = (whole[0] - sums[0], whole[1] - sums[1])
    return (*picked.items(), ("rest", rest), ("whole", (whole[0], whole[1])))

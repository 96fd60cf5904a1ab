"""简报 as a PDF on A4: a title, and numbered sections of sentences and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from board.exports.typeset.official import (
    moment_in_full,
    official_pdf,
    ruled,
    spoken_in_full,
)
from board.exports.typeset.plots import Plotter
from board.exports.typeset.printing import pdf
from board.look.theme import LIGHT, roles
from board.views.briefs.drawn import DAYS, MONTHS, TYPES
from board.views.briefs.headline import RESTATED
from board.views.common.figures import epoch_ms
from board.views.common.more import MORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.exports.typeset.official import Record
    from board.look.texts import Texts
    from board.views.common.contents import Column, Contents, Table

BRIEF, ABOUT = "brief", "brief_about"
SECTIONS = ("brief_cases", "brief_signals", "brief_why", "brief_divisions")
OUTSTANDING = ("brief_overdue", "brief_supervised", "brief_groups")
DRAWN: Mapping[str, bool] = {DAYS: False, MONTHS: True, TYPES: False}
"""What is drawn, and whether its table stands below it: of thirty days the drawing is
enough, and bars have their numbers beside them.
"""
LETTERS = 60.0
"""So many fit into a line."""
BESIDE = frozenset({"brief_why"})
"""Whose tables stand two and two."""
PLACE, TITLE = "place", "title"
COLUMNS: Mapping[str, str] = {
    "case_number": "narrow",
    "severity": "narrow",
    "category": "usual",
    "title": "wide",
    "place": "wide",
    "owner": "usual",
    "due_at": "narrow",
    "late": "narrow",
    "supervision": "narrow",
    "reply": "narrow",
    "scale": "narrow",
    "received_at": "narrow",
    "status": "usual",
}
"""What of an item has room on paper, and how much."""


def brief_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The brief of the document, the same bytes for the same one."""
    parts = {one.name: one.contents for one in document.sections}
    if ABOUT not in parts:
        return pdf(document, outlines, words, manifest)
    paper = _paper(document, parts, words)
    return official_pdf("brief.typ", paper, document, words, manifest)


def _paper(
    document: Document, parts: Mapping[str, Contents], words: Texts
) -> dict[str, Any]:
    about = parts[ABOUT]
    said = {one.key: one.value for one in about.figures}
    told = [spoken_in_full(one, words, document) for one in about.notices.values()]
    return {
        "title": about.title,
        "number": said["number"] if "by" in said else "",
        "issuer": about.note,
        "period": f"{words('brief.period')}{words('brief.colon')}{said['period']}",
        "state": _state(said, document, words),
        "told": told,
        "nothing": words("brief.nothing"),
        "colours": roles(LIGHT),
        "sections": list(_sections(document, parts, words)),
    }


def _state(said: Mapping[str, Any], document: Document, words: Texts) -> str:
    """Who made it final and when, if anybody did; of when the paper is."""
    now = moment_in_full(epoch_ms(document.at), words)
    if "by" not in said:
        return words("brief.paper_draft", now=now)
    at = moment_in_full(said["at"], words)
    return words("brief.paper_final", who=said["by"], at=at, now=now)


def _sections(
    document: Document, parts: Mapping[str, Contents], words: Texts
) -> Iterator[dict[str, Any]]:
    for name in SECTIONS:
        if name in parts and (parts[name].tables or parts[name].notices):
            tables = [_figures(one, document, words) for one in parts[name].tables]
            beside = name in BESIDE
            yield _section(parts[name], tables, document, words) | {"beside": beside}
    drawn = [
        _drawn(parts[name], document, words, has_table=has_table)
        for name, has_table in DRAWN.items()
        if name in parts
    ]
    if drawn:
        yield _empty(words("brief.drawn")) | {"parts": drawn}
    listed = [
        _section(
            parts[name], list(_items(parts[name], document, words)), document, words
        )
        for name in OUTSTANDING
        if name in parts
    ]
    if listed:
        yield _empty(words("brief.outstanding")) | {"parts": listed}


def _drawn(
    contents: Contents, document: Document, words: Texts, *, has_table: bool
) -> dict[str, Any]:
    """Drawn as on the screen, from the same table, which is also what is read aloud."""
    plotter = Plotter(words, document.at, letters=LETTERS)
    made = _section(contents, [], document, words)
    drawings = []
    for chart in contents.charts:
        own = contents.table(chart.table)
        plot = plotter.plot(chart, own, title="")
        if plot:
            alt = _aloud(contents, own, document, words)
            drawings.append({"plot": msgspec.to_builtins(plot), "alt": alt})
    kept = contents.tables if has_table else ()
    tables = [_figures(one, document, words) for one in kept]
    return made | {"drawings": drawings, "tables": tables}


def _aloud(contents: Contents, own: Table, document: Document, words: Texts) -> str:
    """What a drawing shows, for whoever does not see it."""
    told = ruled(own, words, document)
    rows = (", ".join(one["cells"]) for one in told["rows"])
    return words(
        "brief.drawing_alt",
        title=contents.title,
        note=contents.note,
        rows="; ".join((", ".join(told["heads"]), *rows)),
    )


def _empty(title: str) -> dict[str, Any]:
    lists: dict[str, Any] = {"said": [], "tables": [], "parts": [], "drawings": []}
    return {"title": title, "beside": False, **lists}


def _section(
    contents: Contents,
    tables: Iterable[dict[str, Any]],
    document: Document,
    words: Texts,
) -> dict[str, Any]:
    """What a list says of how many there are stands after what it is of."""
    notices = {key: one for key, one in contents.notices.items() if one.text}
    sentences = [
        spoken_in_full(one, words, document)
        for key, one in notices.items()
        if key != MORE
    ]
    more = [
        spoken_in_full(one, words, document)
        for key, one in notices.items()
        if key == MORE
    ]
    note = " · ".join(filter(None, (contents.note, *more)))
    return _empty(contents.title) | {
        "said": sentences,
        "note": note,
        "tables": list(tables),
    }


def _figures(one: Table, document: Document, words: Texts) -> dict[str, Any]:
    made = ruled(one, words, document, is_late=_is_restated)
    widths = ["wide", *("number" for _ in made["heads"][1:])]
    return {**made, "title": one.title, "widths": widths}


def _is_restated(record: Record) -> bool:
    return any(record.get(flag) for flag in RESTATED.values())


def _items(
    contents: Contents, document: Document, words: Texts
) -> Iterator[dict[str, Any]]:
    """Where somebody reads titles they say where it is."""
    for one in contents.tables:
        if one.rows:
            keys = {column.key for column in one.columns if column.name}
            left_out = {PLACE} if TITLE in keys else set()
            told = [
                key
                for column in one.columns
                if (key := column.key) in COLUMNS and key not in left_out
            ]
            yield _listed(one, told, document, words)


def _listed(
    one: Table, told: list[str], document: Document, words: Texts
) -> dict[str, Any]:
    def is_told(column: Column) -> bool:
        return column.key in told

    made = ruled(
        one,
        words,
        document,
        is_late=lambda record: record["level"] == "overdue",
        kept=is_told,
    )
    return {**made, "title": "", "widths": [COLUMNS[key] for key in told]}

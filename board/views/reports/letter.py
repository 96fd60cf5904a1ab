"""The reports on one item, and one of them as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value, spoken
from board.viewer.whose import reads_titles
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.handling.supervision import center_name
from board.views.items.page import said_only
from board.views.reports.asking import (
    SENT_BACK,
    is_told,
    number_of,
    report_of,
    reports_of,
    stage_of,
    states_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from board.reads.report_rows import Report, ReportState
    from board.viewer.page import Picture
    from board.views.common.contents import Level, Table

LETTER, ON_ITEM = "report_letter", "report_list"
OPENING, WHAT, MEASURES, NEEDED = "opening", "what", "measures", "needed"
REASON, ANSWER = "reason", "answer"
PASSES, PASSED = "passes", "passed"
"""Which report from below it passes on, and by which it was passed on itself."""
PARAGRAPHS = (OPENING, WHAT, MEASURES, NEEDED, REASON, PASSES, PASSED)
WAITING = "waiting"


def on_item(picture: Picture) -> Contents:
    """Table `report_list`: the reports on the item that the address names, in order,
    each with its answer; what is owed of it as notices.
    """
    seat = picture.seat
    if seat.agency_code or not (states_of(picture) or reports_of(picture)):
        return Contents()
    words, found = picture.words, reports_of(picture)
    notices = {
        f"owed_{number}": _owed(one, picture)
        for number, one in enumerate(states_of(picture))
    }
    return Contents(
        title=words("report.on_item"),
        note=words("report.on_item_note"),
        notices=notices,
        tables=(_list(found, picture),) if found else (),
    )


def _owed(one: ReportState, picture: Picture) -> Notice:
    """How it is between a center and the one above it."""
    state = "late" if one.is_late else "due" if one.due_at else "plain"
    values = {
        "center": Value(center_name(one.acting_center, picture)),
        "to": Value(center_name(one.to_center or 0, picture)),
        "state": Value(picture.words(f"report_state.{one.state}")),
        "at": Value(epoch_ms(one.due_at), "moment"),
    }
    level: Level = "bad" if one.is_late or one.state == "missed" else ""
    text = picture.words.template(f"report.owed.{state}")
    return Notice(text=text, values=values, level=level)


def _list(found: tuple[Report, ...], picture: Picture) -> Table:
    words = picture.words
    written = (Column(key="missing", name=words("report.missing")),)
    columns = (
        Column(key="key", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="number", name=words("warning.number_of")),
        Column(key="stage", name=words("report.stage")),
        Column(key="from", name=words("report.from")),
        Column(key="to", name=words("report.to")),
        Column(key="sent_at", form="moment", name=words("report.sent_at")),
        Column(key="person", name=words("report.person")),
        Column(key="answer", name=words("report.answer")),
        Column(key="answered_at", form="moment", name=words("report.answered_at")),
        Column(key="answered_by", name=words("report.answered_by")),
        Column(key="passed", name=words("report.passage")),
        *(written if reads_titles(picture.seat) else ()),
    )
    rows = [_row(one, picture) for one in found]
    shown = said_only(columns, rows)
    return table(ON_ITEM, shown, rows, of_items=True)


def _row(one: Report, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": one.entry_id,
        "is_late": int(one.answer == SENT_BACK),
        "number": number_of(one, words),
        "stage": staged(one, picture),
        "from": center_name(one.acting_center, picture),
        "to": center_name(one.to_center, picture),
        "sent_at": epoch_ms(one.record_at),
        "person": one.person,
        "answer": words(f"report_answer.{one.answer or WAITING}"),
        "answered_at": epoch_ms(one.answered_at),
        "answered_by": one.answered_by or "",
        "passed": " · ".join(
            spoken(notice, words, picture.now)
            for notice in passage(one, reports_of(picture), picture).values()
        ),
        "missing": one.answer_text or "",
    }


def staged(one: Report, picture: Picture) -> str:
    """Which report it is; one that was sent anew says so."""
    words = picture.words
    stage = stage_of(one.place, words, is_final=one.is_final)
    return words("report.again", stage=stage) if one.version > 1 else stage


def passage(
    one: Report, found: Iterable[Report], picture: Picture
) -> dict[str, Notice]:
    """How a report went up through the tiers: `passes` names the one from below that it
    passes on, `passed` those by which it was passed on itself.
    """
    every = tuple(found)
    below = (other for other in every if other.entry_id == one.passes_on)
    above = (other for other in every if other.passes_on == one.entry_id)
    told = {PASSES: _named(below, picture), PASSED: _named(above, picture)}
    return {
        key: Notice(
            text=picture.words.template(f"report.{key}"), values={"said": Value(said)}
        )
        for key, said in told.items()
        if said
    }


def _named(found: Iterable[Report], picture: Picture) -> str:
    words = picture.words
    return words.listed(
        f"{center_name(one.acting_center, picture)} {number_of(one, words)}"
        for one in found
    )


def letter(picture: Picture) -> Contents:
    """The report that the address names: figures, `notices` as its paragraphs, table
    `counts`; nothing where it names none, and to nobody who reads no titles.
    """
    one = report_of(picture)
    if one is None or not is_told(picture) or not reads_titles(picture.seat):
        return Contents()
    return Contents(
        title=picture.words("report.letter"),
        note=f"{number_of(one, picture.words)} · {staged(one, picture)}",
        figures=tuple(_figures(one, picture)),
        notices=dict(_paragraphs(one, picture)),
        tables=(_counts(one, picture),),
    )


def _figures(one: Report, picture: Picture) -> Iterator[Figure]:
    words = picture.words
    texts = {
        "issuer": center_name(one.acting_center, picture),
        "number": number_of(one, words),
        "stage": staged(one, picture),
        "to": center_name(one.to_center, picture),
        "severity": words.known("severity", one.severity),
        "case_number": one.case_number,
        "person": one.person,
        "answer": words(f"report_answer.{one.answer or WAITING}"),
        "answered_by": one.answered_by or "",
    }
    moments = {"sent_at": one.record_at, "answered_at": one.answered_at}
    for key, text in texts.items():
        yield Figure(text, key=key, name=words(f"report.figure.{key}"))
    for key, at in moments.items():
        name = words(f"report.{key}")
        yield Figure(epoch_ms(at), "moment", key=key, name=name)


def _paragraphs(one: Report, picture: Picture) -> Iterator[tuple[str, Notice]]:
    """What the report says, in order, and what was answered."""
    words = picture.words
    values = {
        "place": Value(one.told_place),
        "happened_at": Value(epoch_ms(one.happened_at), "moment"),
        "as_of": Value(epoch_ms(one.as_of), "moment"),
        "type": Value(words.category(one.kind, one.category)),
        "case_number": Value(one.case_number),
    }
    opening = words.template("report.opening")
    yield OPENING, Notice(text=opening, values=values)
    written = {
        WHAT: one.what,
        MEASURES: one.measures,
        NEEDED: one.needed,
        REASON: one.reason,
        ANSWER: one.answer_text,
    }
    for key, text in written.items():
        if text:
            said = words.template(f"report.said.{key}")
            yield key, Notice(text=said, values={"said": Value(text)})
    yield from passage(one, reports_of(picture), picture).items()


def _counts(one: Report, picture: Picture) -> Table:
    words = picture.words
    columns = (
        Column(key="happened_at", form="moment", name=words("report.happened_at")),
        Column(key="place", name=words("report.place")),
        Column(key="severity", name=words("column.severity")),
        *(
            Column(key=key, form="count", name=words(f"report.{key}"))
            for key in ("involved", "injured", "dead")
        ),
    )
    row = {
        "happened_at": epoch_ms(one.happened_at),
        "place": one.told_place,
        "severity": words.known("severity", one.severity),
        "involved": one.involved,
        "injured": one.injured,
        "dead": one.dead,
    }
    title = words("report.facts")
    return table("counts", columns, [row], of_items=True, title=title)

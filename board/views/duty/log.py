"""值班日志: what shifts wrote down, on the page of the duty and on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from board.look.formats import Value
from board.picture.filters import TITLES
from board.reads.log_rows import LogLine
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import MORE
from board.views.duty.handover import LOG as HANDED_LOG
from board.views.duty.handover import LOG_THEN, drawn_of
from board.views.duty.handover import is_told as is_handed
from board.views.duty.log_asking import is_told, lines_of, whose_of
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from board.viewer.page import Picture
    from board.views.common.contents import Table

NAME = "log"


def duty_log(picture: Picture) -> Contents:
    """Table `log`: the lines of the chosen shifts and sort, the newest first."""
    words = picture.words
    if not is_told(picture):
        return Contents(
            title=words("log.title"),
            notices={"withheld": Notice(text=words("log.withheld"))},
        )
    found = lines_of(picture)
    has_centers = whose_of(picture) == "below"
    none = {"none": Notice(text=words("log.none"))}
    return Contents(
        title=words("log.title"),
        note=words("log.note"),
        notices=_n_of_m(found, picture) if found else none,
        tables=(_table(found, picture, has_centers=has_centers),) if found else (),
    )


def handed_log(picture: Picture) -> Contents:
    """Table `log`: what the shift wrote down, the oldest first; of a sheet as it was
    when it was drawn up.
    """
    found = handed_lines(picture)
    if found is None or not is_handed(picture):
        return Contents()
    words = picture.words
    none = {"none": Notice(text=words("log.none_in_shift"))}
    return Contents(
        title=words("log.title"),
        note=words("log.handed_note"),
        notices=_n_of_m(found, picture) if found else none,
        tables=(_table(found, picture, has_centers=False),) if found else (),
    )


def handed_lines(picture: Picture) -> tuple[LogLine, ...] | None:
    """Those of the shift; None where it is not known what stood there."""
    name = LOG_THEN if drawn_of(picture) else HANDED_LOG
    answers = picture.answered
    return answers.rows(name, LogLine) if name in answers.tables else None


def _n_of_m(found: Sequence[LogLine], picture: Picture) -> dict[str, Notice]:
    total = found[0].total if found else 0
    values = {"n": Value(len(found), "count"), "all": Value(total, "count")}
    return {MORE: Notice(text=picture.words.template("log.n_of_m"), values=values)}


def _table(found: Sequence[LogLine], picture: Picture, *, has_centers: bool) -> Table:
    rows = [_row(one, picture) for one in found]
    columns = tuple(_columns(picture, has_centers=has_centers))
    return table(NAME, columns, rows, of_items=True)


def _columns(picture: Picture, *, has_centers: bool) -> Iterator[Column]:
    """What people wrote is for who reads titles."""
    words, has_titles = picture.words, bool(picture.choices.get(TITLES))
    for key in ("key", "kind", "id", "to_item"):
        yield Column(key=key, form="code")
    for key in ("is_refused", "is_corrected"):
        yield Column(key=key, form="flag")
    yield Column(key="happened_at", form="moment", name=words("log.happened_at"))
    if has_centers:
        yield Column(key="center", name=words("duty.center"))
    yield Column(key="sort", name=words("log.sort"))
    if has_titles:
        yield Column(key="text", name=words("log.text"))
        yield Column(key="told_by", name=words("log.told_by"))
    yield Column(key="item", name=words("log.item"))
    yield Column(key="person", name=words("log.person"))
    yield Column(key="written_at", form="moment", name=words("log.written_at"))
    yield Column(key="remark", name=words("duty.remark"))


def _row(one: LogLine, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": one.entry_id,
        "kind": one.kind or "",
        "id": one.item_id or "",
        "to_item": item_query(one),
        "is_refused": int(one.refusal is not None),
        "is_corrected": int(one.corrected_by is not None),
        "happened_at": epoch_ms(one.happened_at),
        "center": center_name(one.acting_center, picture),
        "sort": words.known("log_sort", one.sort),
        "text": one.text,
        "told_by": one.told_by or "",
        "item": one.case_number or "",
        "person": one.person,
        "written_at": epoch_ms(one.record_at),
        "remark": words.listed(_remarks(one, picture)),
    }


def item_query(one: LogLine) -> str:
    """The parameters by which an item's page opens."""
    if not (one.kind and one.item_id):
        return ""
    return urlencode({"kind": one.kind, "id": one.item_id})


def _remarks(one: LogLine, picture: Picture) -> Iterator[str]:
    words = picture.words
    if one.refusal is not None:
        yield words("log.refused", why=words(f"log_refusal.{one.refusal}"))
    if one.corrects is not None:
        yield words("log.corrects")
    if one.corrected_by is not None:
        yield words("log.corrected")
    if one.is_afterwards and one.corrects is None:
        yield words("log.afterwards")

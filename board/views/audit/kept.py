"""How long what is kept, and the record of what was deleted when that was over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.clock import day_of
from board.look.texts import REFERENCE
from board.look.texts import table as listed
from board.reads.audit_rows import Deletion, DeletionTotal
from board.views.audit.asking import DELETIONS, TOTALS
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Table

COUNTS = ("items", "messages", "notes")


def kept(picture: Picture) -> Contents:
    """Table `audit_kept`: what is kept how many days, and what this version does."""
    words = picture.words
    columns = (
        Column(key="key", form="code"),
        Column(key="record", name=words("audit.record")),
        Column(key="least", form="count", name=words("audit.least_days")),
        Column(key="most", form="count", name=words("audit.most_days")),
        Column(key="does", name=words("audit.this_version")),
    )
    rows = (
        {
            "key": row["record"],
            "record": row[f"name_{words.language}"],
            "least": int(row["least_days"]) if row["least_days"] else None,
            "most": int(row["most_days"]) if row["most_days"] else None,
            "does": words(f"audit.deletes.{row['is_deleted']}"),
        }
        for row in _rules()
    )
    return Contents(
        title=words("audit.kept"),
        note=words("audit.kept_note"),
        tables=(table("audit_kept", columns, rows),),
    )


def deletions(picture: Picture) -> Contents:
    """Tables `deletion_totals`, all that was ever deleted of a record, and `deletions`:
    a row a day, record and rule of the chosen span, newest first.

    Of the whole store: a deletion asks for no division.
    """
    words = picture.words
    totals = picture.answered.rows(TOTALS, DeletionTotal)
    found = picture.answered.rows(DELETIONS, Deletion)
    none = {"none": Notice(text=words("audit.none_deleted"))} if not totals else {}
    tables = (_totals(totals, words), _by_day(found, words))
    return Contents(
        title=words("audit.deletions"),
        note=words("audit.deletions_note"),
        notices=none | more(found[0].total - len(found) if found else 0, words),
        tables=tuple(one for one in tables if one.rows),
    )


def _totals(found: tuple[DeletionTotal, ...], words: Texts) -> Table:
    names, columns = _names(words), _columns(words)
    last = Column(key="deleted_at", form="moment", name=words("audit.last"))
    rows = (
        {
            "key": one.record,
            "record": names.get(one.record, one.record),
            **{key: getattr(one, key) for key in COUNTS},
            "deleted_at": epoch_ms(one.deleted_at),
        }
        for one in found
    )
    title = words("audit.deleted_ever")
    return table("deletion_totals", (*columns, last), rows, title=title)


def _by_day(found: tuple[Deletion, ...], words: Texts) -> Table:
    names = _names(words)
    columns = (
        Column(key="day", form="date", name=words("audit.deleted_on")),
        *_columns(words),
        *(
            Column(key=key, form="moment", name=words(f"audit.{key}"))
            for key in ("oldest_at", "newest_at")
        ),
        Column(key="most", form="count", name=words("audit.most_days")),
        Column(key="edition", form="code", name=words("audit.edition")),
    )
    rows = (
        {
            "day": day_of(one.deleted_at).isoformat(),
            "key": one.record,
            "record": names.get(one.record, one.record),
            **{key: getattr(one, key) for key in COUNTS},
            "oldest_at": epoch_ms(one.oldest_at),
            "newest_at": epoch_ms(one.newest_at),
            "most": one.most_days,
            "edition": one.edition,
        }
        for one in found
    )
    return table("deletions", columns, rows, title=words("audit.deleted_by_day"))


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="key", form="code"),
        Column(key="record", name=words("audit.record")),
        *(
            Column(key=key, form="count", name=words(f"audit.deleted_{key}"))
            for key in COUNTS
        ),
    )


def _names(words: Texts) -> Mapping[str, str]:
    """The records by their names in the reader's language."""
    return {row["record"]: row[f"name_{words.language}"] for row in _rules()}


def _rules() -> list[dict[str, str]]:
    return listed(REFERENCE / "retention.csv")

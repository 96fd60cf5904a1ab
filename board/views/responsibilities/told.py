"""What a form says of who is suggested: why, where they sit, how they did lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.reads.rounds import asked
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import FEW
from board.views.common.rates import rate
from board.views.common.valued import cells_of, valued
from board.views.contacts.rows import nearest
from board.views.responsibilities.listed import what_of
from board.views.responsibilities.suggested import seat_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.responsibility_rows import Course
    from board.views.common.contents import Table
    from board.views.handling.offers import Bench
    from board.views.responsibilities.suggested import Leading, Suggested
    from sql.questions import Question
    from sql.reference.responsibilities import Responsible

PART, COURSE = "suggested", "agency_course"
LATELY = timedelta(days=90)


def course_of(benches: Sequence[Bench]) -> Mapping[str, Question]:
    """How agencies did with such items in the range of the center that acts."""
    first = benches[0]
    categories = sorted({one.seen.category for one in benches})
    found = asked(
        COURSE,
        center_code=first.mover.center_code,
        kind=first.seen.state.kind,
        categories=" ".join(categories),
        since_at=first.now - LATELY,
        now_at=first.now,
    )
    return {COURSE: found}


def told(
    found: Suggested,
    bench: Bench,
    courses: Sequence[Course],
    geography: Geography,
    words: Texts,
) -> Contents:
    """Table `suggested`: the lead first; sentences of the row and of the tier."""
    by_agency = {one.agency: one for one in courses}
    rows = [
        _row(agency, found.row, bench, by_agency.get(agency), geography, words)
        for agency in (found.row.agencies if found.row else ())
    ]
    return Contents(
        title=words("suggest.title"),
        note=words("suggest.note") if rows else "",
        notices={
            **(ground_of(found.row, words) if found.row else {}),
            **tier_said(found.leading, geography, words),
        },
        tables=(_table(rows, words),) if rows else (),
    )


def ground_of(row: Responsible, words: Texts) -> dict[str, Notice]:
    """Which row says so, and on what it rests."""
    text = words(
        "suggest.ground",
        rule=row.rule,
        what=what_of(row, words),
        tag=words("suggest.tag", tag=words.known("tag", row.tag)) if row.tag else "",
        basis=row.basis(words.language),
        tier=words.known("tier", row.tier),
    )
    return {"ground": Notice(text=text)}


def tier_said(
    leading: Leading | None, geography: Geography, words: Texts
) -> dict[str, Notice]:
    """Where it should be settled, if that is another tier than its owner's; which move
    leads there is an offer only to who may make it.
    """
    if leading is None or not leading.move:
        return {}
    center = geography.centers.get(leading.center)
    key = leading.move if leading.is_open else f"to_{leading.move}"
    text = words(
        f"suggest.{key}",
        expected=words.known("tier", leading.expected),
        owned=words.known("tier", leading.owned),
        center=center.name if center else "",
    )
    return {"tier": Notice(text=text, level="warn")}


def _row(
    agency: str,
    row: Responsible | None,
    bench: Bench,
    course: Course | None,
    geography: Geography,
    words: Texts,
) -> dict[str, Any]:
    own, seat = bench.mover.center_code, seat_at(bench, agency)
    where, posts = nearest(own, agency, geography)
    elsewhere = geography.centers[where].name if where != own else ""
    signed = rate(course.signed_on_time, course.to_sign) if course else rate(0, 0)
    has_middle = course is not None and course.fed_back >= FEW
    is_lead = row is not None and row.lead == agency
    return {
        "role": words("suggest.lead" if is_lead else "suggest.co"),
        "agency": words.known("agency", agency),
        "seat": words.known("agency_presence", seat) if seat else words("suggest.away"),
        "post": " · ".join(filter(None, (elsewhere, posts[0].post if posts else ""))),
        "phone": posts[0].phone if posts else words("contacts.none"),
        "call_phone": posts[0].phone if posts else "",
        **cells_of("signed", signed),
        "took": course.fed_back_s if course and has_middle else None,
        "fed_back": course.fed_back if course else 0,
        "open_now": course.open_now if course else 0,
    }


def _table(rows: Sequence[Mapping[str, Any]], words: Texts) -> Table:
    columns = (
        Column(key="call_phone", form="code"),
        *(
            Column(key=key, name=words(f"suggest.column.{key}"))
            for key in ("role", "agency", "seat", "post", "phone")
        ),
        *valued("signed", "share", words("suggest.column.signed"), better="up"),
        Column(key="took", form="duration", name=words("suggest.column.took")),
        Column(key="fed_back", form="count", name=words("suggest.column.fed_back")),
        Column(key="open_now", form="count", name=words("suggest.column.open_now")),
    )
    return table(PART, columns, rows)

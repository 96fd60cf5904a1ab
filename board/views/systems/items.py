"""Items as another system is told of them: what its seat sees, as rows have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from board.viewer.whose import reads_titles, sees_item
from board.views.items.page import held_at, whose
from board.views.systems.answers import Change, Item, MoveRef, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.picture.geography import Geography
    from board.reads.system_rows import Changed, Offered
    from board.viewer.seat import Seat


class Reader(NamedTuple):
    """Who reads, in what city, and whether its store is synthetic."""

    seat: Seat
    geography: Geography
    is_synthetic: bool

    def sees(self, row: Offered) -> bool:
        """The one rule of every page and file."""
        return sees_item(
            self.seat, held_at(row.division_code, whose(row)), self.geography
        )

    def text(self, written: str | None) -> str | None:
        """What somebody wrote, for those who may read it."""
        return written if reads_titles(self.seat) else None


def code_of(code: int | None) -> str | None:
    """A division or center as the contract writes it; None for none."""
    return f"{code:012d}" if code else None


def items(rows: Iterable[Offered], reader: Reader) -> list[Item]:
    return [item(one, reader) for one in rows if reader.sees(one)]


def changes(rows: Iterable[Changed], reader: Reader) -> list[Change]:
    return [_change(one, reader) for one in rows]


def item(row: Offered, reader: Reader) -> Item:
    """An item that its reader sees."""
    merged = Ref(row.merged_kind, row.merged_id or "") if row.merged_kind else None
    return Item(
        kind=row.kind,
        id=row.item_id,
        case_number=row.case_number,
        version=row.version,
        division_code=f"{row.division_code:012d}",
        category=row.category,
        severity=row.severity,
        scale=row.scale,
        status=row.status,
        is_open=row.is_open,
        is_case=row.is_case,
        title=reader.text(row.title),
        source=row.source,
        source_ref=row.source_ref,
        channel=row.channel,
        tags=row.tags or [],
        campaign=row.campaign,
        owner_center=code_of(row.owner_center),
        lead_agency=row.lead_agency,
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        close_due_at=row.close_due_at,
        closed_at=row.closed_at,
        last_move_at=row.last_move_at,
        rests_until=row.rests_until,
        outcome=row.outcome,
        supervision=row.supervision,
        expected_tier=row.expected_tier,
        resolved_tier=row.resolved_tier,
        merged_into=merged,
        details_deleted=row.kept_until is not None,
        synthetic=reader.is_synthetic,
    )


def _change(row: Changed, reader: Reader) -> Change:
    return Change(
        batch=row.batch_no,
        written_at=row.written_at,
        kind=row.kind,
        id=row.item_id,
        has_message=row.has_version,
        moves=[MoveRef(one["move_id"], one["move"]) for one in row.moves],
        item=item(row, reader) if reader.sees(row) else None,
    )

"""The only place where the board asks the store anything, by its named reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from board.reads import rows, rows_registration
from board.reads.hubs import ChangedError, Hubs, answered_by
from board.reads.programs import hub_health
from board.reads.rounds import (
    VECTOR,
    Moment,
    Row,
    answers,
    asked,
    in_parts,
    in_past,
    rows_of,
)
from board.reads.rows import Division
from board.reads.todo_rows import TodoAnywhere
from board.reads.verdicts import RULES, Verdict
from sql.errors import StoreError
from sql.questions import as_of
from streams.handling.rules import rules_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    import pyarrow as pa

    from board.reads.health import HubHealth
    from board.reads.rounds import Answers
    from board.settings import BoardSettings
    from sql.questions import Question
    from sql.store import Door
    from streams.handling.rules import Rules

Found = TypeVar("Found")


class HubGone(Exception):  # noqa: N818 - it says what happened, as the house names things
    """The hub does not answer; the text says what it said last."""


class HubChanged(HubGone):
    """Another hub answers now than the one that the first part was asked of: all of it
    has to be asked anew.
    """


class Reads:
    """The reads that the board knows: counts as tables, all else as frozen rows.

    Every method raises HubGone when the hub does not answer.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    def divisions(self) -> tuple[Division, ...]:
        return self._rows("divisions", Division)

    def centers(self) -> tuple[rows.Center, ...]:
        return self._rows("centers", rows.Center)

    def center_ranges(self) -> tuple[rows.CenterRange, ...]:
        return self._rows("center_ranges", rows.CenterRange)

    def last_batch(self) -> rows.Batch | None:
        found = self._ask("last_batch")
        hub = answered_by(found)
        return next((rows.Batch(**one, hub=hub) for one in found.to_pylist()), None)

    def health(self, settings: BoardSettings) -> HubHealth | None:
        """How the hub is that answers; None when it does not."""
        if isinstance(self._door, Hubs):
            return self._door.health()
        return hub_health(settings)

    def of_one_hub(self, ask: Callable[[], Found]) -> Found:
        """What `ask` finds in several questions that belong together: all by one hub.
        Should another take over meanwhile, it is called once more.
        """
        if not isinstance(self._door, Hubs):
            return ask()
        try:
            with self._door.one_hub():
                return ask()
        except HubChanged:
            with self._door.one_hub():
                return ask()

    def round(
        self,
        questions: Mapping[str, Question],
        now: datetime,
        past: Moment | None = None,
    ) -> Answers:
        """The answers to several questions, all of one moment: of `past` for those
        that have one.
        """
        wanted = {VECTOR: asked("offsets_now"), **in_past(questions, past)}
        try:
            tables = self._door.round(*wanted.values())
        except StoreError as gone:
            raise _gone(gone) from gone
        return answers(dict(zip(wanted, tables, strict=True)), now, past)

    def items(
        self, low: int, high: int, row_limit: int, past: Moment | None = None
    ) -> tuple[rows.Listed, ...]:
        """The newest items of a half-open range of divisions, as of then for a past."""
        question = asked("item_list", low=low, high=high, row_limit=row_limit)
        if past is not None:
            question = as_of(question, past.offsets)
        return self._rows(question.name, rows.Listed, **question.parameters)

    def partitions(self) -> tuple[rows.Partition, ...]:
        return self._rows("partitions", rows.Partition)

    def commits(self, row_limit: int) -> tuple[rows.Commit, ...]:
        return self._rows("last_batches", rows.Commit, row_limit=row_limit)

    def rejects(self, row_limit: int) -> tuple[rows.Reject, ...]:
        return self._rows("rejects_recent", rows.Reject, row_limit=row_limit)

    def reject_counts(
        self, from_at: datetime, until_at: datetime
    ) -> tuple[rows.RejectCount, ...]:
        return self._rows(
            "rejects_by_reason", rows.RejectCount, from_at=from_at, until_at=until_at
        )

    def alarms(self, row_limit: int) -> tuple[rows.AlarmRaised, ...]:
        return self._rows("alarms", rows.AlarmRaised, row_limit=row_limit)

    def desk_entries(
        self, actor: str, center: int, from_at: datetime, row_limit: int
    ) -> tuple[rows.DeskSent, ...]:
        return self._rows(
            "desk_entries",
            rows.DeskSent,
            actor=actor,
            acting_center=center,
            from_at=from_at,
            row_limit=row_limit,
        )

    def desk_results(
        self, entry_ids: Iterable[str], from_at: datetime
    ) -> tuple[rows.DeskResult, ...]:
        """Identifiers hold no blanks, so blanks part them."""
        asked = " ".join(entry_ids)
        return self._rows(
            "desk_results", rows.DeskResult, entry_ids=asked, from_at=from_at
        )

    def verdicts(
        self, move_ids: Iterable[str], from_batch: int, hub: str = ""
    ) -> tuple[Verdict, ...]:
        """What became of moves since a batch of that hub, of all batches of another;
        nothing of those that still wait.
        """
        return tuple(
            row
            for some in in_parts(move_ids)
            for row in rows_of(self._verdicts(some, from_batch, hub), Verdict)
        )

    def _verdicts(self, move_ids: str, from_batch: int, hub: str) -> pa.Table:
        name = "move_verdicts"
        found = self._ask(name, move_ids=move_ids, from_batch=from_batch)
        if answered_by(found) == hub or not from_batch:
            return found
        return self._ask(name, move_ids=move_ids, from_batch=0)

    def rules(self) -> Rules:
        """The process as data, as one hub judges by it."""
        found = self.of_one_hub(lambda: {name: self._ask(name) for name in RULES})
        return rules_from(**{name: one.to_pylist() for name, one in found.items()})

    def todo_everywhere(self, now_at: datetime) -> tuple[TodoAnywhere, ...]:
        """What waits for every center, and for every agency in it."""
        return self._rows("todo_everywhere", TodoAnywhere, now_at=now_at)

    def exports(
        self, low: int, high: int, from_at: datetime, checksum: str, row_limit: int
    ) -> tuple[rows.ExportMade, ...]:
        """Exports of divisions in a half-open range whose checksum holds these letters;
        none for any.
        """
        return self._rows(
            "exports_registered",
            rows.ExportMade,
            low=low,
            high=high,
            from_at=from_at,
            checksum=checksum,
            row_limit=row_limit,
        )

    def moment(self, at: datetime) -> Moment:
        """A past moment with the vector of what the broker had stamped until then."""
        offsets = self._ask("offsets_at", at=at).column("offsets")[0].as_py()
        return Moment(at, str(offsets or "[]"))

    def topic_ids(self) -> frozenset[str]:
        """The topics that the hub has ever read, by their ids."""
        return frozenset(self._ask("epochs_seen").column("topic_id").to_pylist())

    def holes(self) -> tuple[rows.Hole, ...]:
        """What the hub never read, because Kafka had dropped it."""
        return self._rows("holes", rows.Hole)

    def item_now(self, kind: str, item_id: str) -> rows_registration.ItemNow | None:
        """One item whose facts have come."""
        found = self._rows("item", rows_registration.ItemNow, kind=kind, id=item_id)
        return next((one for one in found if one.version is not None), None)

    def likely_duplicates(self, **asked: Any) -> tuple[rows_registration.Likely, ...]:
        """Items that may be the same matter, by the parameters of the read."""
        return self._rows("likely_duplicates", rows_registration.Likely, **asked)

    def items_of_ids(
        self, kind: str, item_ids: Iterable[str]
    ) -> tuple[rows_registration.Sent, ...]:
        """However many, no question is larger than the hub takes one."""
        return tuple(
            row
            for some in in_parts(item_ids)
            for row in self._rows(
                "items_of_ids", rows_registration.Sent, kind=kind, item_ids=some
            )
        )

    def edition(self) -> str:
        """By which rules, lists, profile and calendar the hub makes its figures."""
        return str(self._ask("edition").column("edition")[0].as_py())

    def sites(self) -> tuple[rows.Site, ...]:
        return self._rows("sites", rows.Site)

    def cameras(self) -> tuple[rows.Camera, ...]:
        return self._rows("cameras", rows.Camera)

    def cameras_counted(self) -> tuple[rows.CamerasCounted, ...]:
        return self._rows("cameras_counted", rows.CamerasCounted)

    def _rows(self, name: str, row: type[Row], **parameters: Any) -> tuple[Row, ...]:
        return rows_of(self._ask(name, **parameters), row)

    def _ask(self, name: str, **parameters: Any) -> pa.Table:
        try:
            return self._door.query(name, **parameters)
        except StoreError as gone:
            raise _gone(gone, f"{name}: ") from gone


def _gone(gone: StoreError, named: str = "") -> HubGone:
    is_change = isinstance(gone, ChangedError)
    return (HubChanged if is_change else HubGone)(f"{named}{gone}")

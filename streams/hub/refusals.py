"""Sources of which most messages are refused, whatever the reason.

What counts is how the last forty of a source fared, however fast they come: of a quiet
source as of a flood.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from streams.events import DESK_TOPIC, HANDLING_TOPIC
from streams.intake.admission import TOPIC, VALUE
from streams.intake.decode import Fact, Reject
from streams.intake.origin import origin_of
from streams.landing.place import Place
from streams.status import SourceStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.intake.admission import Admitted
    from streams.landing.batches import Batch

LEAST, LAST = 10, 40
MOST_SOURCES: Final = 1_000
"""A flood of made-up names must not fill the memory."""
_SENDER: Final = itemgetter(
    Place._fields.index("topic"),
    len(Place._fields) + Fact.__struct_fields__.index("source"),
)
Sender = tuple[str, str]
"""Topic and source."""


@dataclass
class _Record:
    """How the last messages of a source fared, and all since most are refused."""

    good: float = 0.0
    bad: float = 0.0
    messages: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def is_refused(self) -> bool:
        return self.bad > self.good and self.messages >= LEAST

    def add(self, accepted: int, reasons: Counter[str]) -> None:
        refused = reasons.total()
        self.good, self.bad = self.good + accepted, self.bad + refused
        share = min(1.0, LAST / (self.good + self.bad))
        self.good, self.bad = self.good * share, self.bad * share
        self.messages += accepted + refused
        self.reasons += reasons
        if self.bad <= self.good:
            self.messages, self.reasons = 0, Counter()


class Refusals:
    """Counted with every commit."""

    def __init__(self) -> None:
        self._records: dict[Sender, _Record] = {}

    def count(self, messages: Iterable[Admitted], batch: Batch) -> None:
        """Take note of how the messages of a batch fared."""
        accepted: Counter[Sender] = Counter(map(_SENDER, batch.events))
        accepted[HANDLING_TOPIC, ""] = len(batch.moves)
        accepted[DESK_TOPIC, ""] = len(batch.desk_entries)
        refused = _refused(messages) if batch.rejects else {}
        for sender in refused.keys() | +accepted:
            reasons = refused.get(sender, Counter())
            self._record(sender).add(accepted[sender], reasons)

    def standing(self) -> list[SourceStatus]:
        """The sources of which most messages are refused, the worst first."""
        found = [
            SourceStatus(
                *sender,
                record.reasons.most_common(1)[0][0],
                record.reasons.total(),
                record.messages,
            )
            for sender, record in self._records.items()
            if record.is_refused
        ]
        return sorted(found, key=lambda one: -one.refused)

    def _record(self, sender: Sender) -> _Record:
        if sender not in self._records and len(self._records) >= MOST_SOURCES:
            sender = (sender[0], "")
        return self._records.setdefault(sender, _Record())


def _refused(messages: Iterable[Admitted]) -> dict[Sender, Counter[str]]:
    found: dict[Sender, Counter[str]] = {}
    for record, _, decoded in messages:
        if isinstance(decoded, Reject):
            sender = (record[TOPIC], origin_of(record[VALUE]))
            found.setdefault(sender, Counter())[decoded.reason] += 1
    return found

"""Goes through the records of one part and knows how far it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streams.simulate.parts import Part
    from streams.simulate.planned import Planned

LOOK_EVERY = 256
"""Records between two looks at the clock."""


class Cursor:
    """One part being produced; `part` says how far."""

    def __init__(self, part: Part, records: Iterator[Planned]) -> None:
        self.part = part
        self._records = records
        self._next = next(records, None)

    @property
    def next_ms(self) -> int | None:
        """When the next record is due; None at the end of the part."""
        return self._next.at_ms if self._next else None

    def drain(
        self, until_ms: int, give_up_s: float, send: Callable[[Planned], None]
    ) -> bool:
        """Send what is due, but not for longer than to `give_up_s` on the monotonic
        clock; tell whether all that was due is sent.

        It only stops between two different times, so that a time says how far it is.
        """
        sent, is_late = 0, False
        while self._next is not None and self._next.at_ms <= until_ms:
            record = self._next
            send(record)
            self._next = next(self._records, None)
            sent += 1
            if sent % LOOK_EVERY == 0:
                is_late = time.monotonic() > give_up_s
            if is_late and self.next_ms != record.at_ms:
                self.part = replace(self.part, produced_until=record.at_ms)
                return self.next_ms is None or self.next_ms > until_ms
        self.part = replace(self.part, produced_until=until_ms)
        return True

"""Records that are to be sent, and what they become on a topic."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journey.model.messages import Record


@dataclass(frozen=True, kw_only=True)
class Message:
    """One record to be sent: where, stamped when (ms since 1970), and what."""

    topic: str
    partition: int
    at_ms: int
    key: bytes
    value: bytes

    def record(self, offset: int = 0) -> Record:
        """The record that it becomes at this offset."""
        return Record(
            topic=self.topic,
            partition=self.partition,
            offset=offset,
            at=self.at_ms * 1_000,
            value=self.value,
        )


def numbered(messages: list[Message]) -> list[Record]:
    """The records that these messages become on empty topics."""
    ends: dict[tuple[str, int], int] = {}
    records = []
    for message in messages:
        place = (message.topic, message.partition)
        ends[place] = ends.get(place, -1) + 1
        records.append(message.record(ends[place]))
    return records

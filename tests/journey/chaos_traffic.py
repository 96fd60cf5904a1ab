"""Seeded traffic of all that goes wrong (演示数据): versions out of order and late,
repeats, moves before their item, moves that are not allowed, 1 % of poison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from tests.journey import chaos_contents as contents
from tests.journey.chaos_message import Message
from tests.journey.chaos_seats import is_plausible
from tests.journey.model.handling import History
from tests.journey.model.messages import DESK, HANDLING, KINDS, said
from tests.journey.model.moments import DAY, SECOND
from tests.journey.model.reference import OPENS_AS, lists
from tests.journey.model.refusing import effective

TOPICS = {kind: topic for topic, kind in KINDS.items()}
DAYS_BACK = 4
HOUR = 3_600 * SECOND
ACTIONS = {
    "new": 10,
    "version": 12,
    "step": 60,
    "odd_move": 6,
    "same_move": 4,
    "repeat": 6,
    "twin": 2,
    "poison": 1,
    "desk": 0.1,
}


@dataclass
class Item:
    """What the generator remembers of an item, to go on plausibly."""

    kind: str
    item_id: str
    at: int
    version: int = 0
    moves: list[dict[str, Any]] = field(default_factory=list)
    history: History = field(init=False)

    def __post_init__(self) -> None:
        self.history = History(self.kind, self.item_id)


class Traffic:
    """An endless stream of messages for topics of `partitions` partitions.

    `now_ms` is the latest time that a record carries; history goes back four days.
    """

    def __init__(self, seed: int, *, partitions: int, now_ms: int) -> None:
        self._random = Random(seed)
        self._seed = seed
        self._partitions = partitions
        self._now = now_ms * 1_000
        self._items: list[Item] = []
        self._sent: list[Message] = []
        self._waiting: list[Message] = []
        self._serial = 0

    def take(self, count: int) -> list[Message]:
        """The next messages."""
        messages = self._messages()
        return [next(messages) for _ in range(count)]

    def history(self, length: int) -> list[Message]:
        """Moves of three items that may merge into each other, in their order."""
        for _ in range(3):
            self._open()
        actions = (self._step, self._step, self._step, self._step, self._odd_move)
        return [
            self._random.choice((*actions, self._same_move))() for _ in range(length)
        ]

    def _messages(self) -> Iterator[Message]:
        while True:
            action = self._random.choices(list(ACTIONS), list(ACTIONS.values()))[0]
            message = getattr(self, f"_{action}")()
            self._sent = [*self._sent[-500:], message]
            yield message

    def _new(self) -> Message:
        """A first version; every fifth item is moved before anything says it exists."""
        item = self._open()
        is_early = self._random.random() < 0.2
        return self._step(item) if is_early else self._version(item)

    def _open(self) -> Item:
        kind = self._random.choice(list(TOPICS))
        at = self._now - self._random.randrange(DAYS_BACK * DAY)
        self._items.append(Item(kind, self._name(kind), at))
        return self._items[-1]

    def _item(self) -> Item:
        """Any item, the newest more often."""
        if not self._items:
            return self._open()
        is_new = self._random.random() < 0.8
        return self._random.choice(self._items[-25:] if is_new else self._items)

    def _version(self, item: Item | None = None) -> Message:
        """The next version, and now and then one that another has overtaken."""
        if self._waiting and self._random.random() < 0.3:
            return self._waiting.pop(self._random.randrange(len(self._waiting)))
        item = item or self._item()
        item.version += 1
        if self._random.random() < 0.3:
            self._waiting.append(self._event(item))
            item.version += 1
        return self._event(item)

    def _twin(self) -> Message:
        """Another content under a version that was already sent."""
        item = self._item()
        item.version = max(item.version, 1)
        return self._event(item)

    def _event(self, item: Item) -> Message:
        """On any partition: versions of an item overtake each other."""
        at = self._later(item)
        content = contents.event(
            self._random, item.kind, item.item_id, version=item.version, at=at
        )
        partition = self._random.randrange(self._partitions)
        return self._message(TOPICS[item.kind], partition, at, content)

    def _step(self, item: Item | None = None) -> Message:
        """A move that the process allows next, the ones that lead on more often."""
        item = item or self._item()
        status = effective(item.history.now, item.at)
        key = (OPENS_AS[item.kind], status)
        allowed = [move for *at, move in lists().transitions if tuple(at) == key]
        weights = [
            contents.PROGRESS.get(name, 0.2)
            * (1 if is_plausible(item.history.now, name) else 0.03)
            for name in allowed
        ]
        return self._move(item, self._random.choices(allowed, weights)[0], 0.97)

    def _odd_move(self) -> Message:
        """Any move, allowed or not, and often without what it needs."""
        return self._move(self._item(), self._random.choice(list(lists().moves)), 0.5)

    def _same_move(self) -> Message:
        """A move that was sent before, as it was, or another under its id."""
        item = self._item()
        if not item.moves:
            return self._step(item)
        again = self._random.choice(item.moves)
        if self._random.random() < 0.3:
            again = again | {"move": "note", "note": "again"}
        return self._send_move(item, again)

    def _move(self, item: Item, name: str, completeness: float) -> Message:
        content = contents.move(self._random, item, name, self._name("M"))
        for names in lists().moves[name]["required"]:
            if self._random.random() < completeness:
                field_name = self._random.choice(names)
                content[field_name] = contents.needed(
                    self._random, item, content, field_name
                )
        if "link_id" in content and name in ("merge", "link"):
            other = self._item()
            content |= {"link_kind": other.kind, "link_id": other.item_id}
        return self._send_move(item, content)

    def _send_move(self, item: Item, content: dict[str, Any]) -> Message:
        at = self._later(item)
        item.moves.append(content)
        message = self._message(HANDLING, 0, at, content)
        item.history.take(said(message.record()), at, self._status_of)
        return message

    def _status_of(self, target: Any) -> str | None:
        found = (one for one in self._items if (one.kind, one.item_id) == target)
        item = next(found, None)
        return item.history.status if item and item.moves else None

    def _repeat(self) -> Message:
        """One of the last messages, byte for byte, maybe on another partition."""
        if not self._sent:
            return self._new()
        again = self._random.choice(self._sent)
        if again.topic in (HANDLING, DESK):
            return again
        return replace(again, partition=self._random.randrange(self._partitions))

    def _poison(self) -> Message:
        kind = self._random.choice([*TOPICS, None])
        item = Item(kind or "incident", self._name("bad"), self._now - HOUR)
        good = self._event(item) if kind else self._odd_move()
        return replace(good, value=contents.spoilt(self._random, good.value))

    def _desk(self) -> Message:
        entry = contents.desk_entry(self._name("E"), TOPICS["incident"], self._now)
        return self._message(DESK, 0, self._now, entry)

    def _later(self, item: Item) -> int:
        """Some time after the item's last message; rarely the clock goes back."""
        if self._random.random() < 0.05:
            item.at -= self._random.randrange(HOUR)
        else:
            hours = min(self._random.expovariate(0.4), 60.0)
            item.at = min(item.at + int(hours * HOUR), self._now)
        item.at -= item.at % 1_000
        return item.at

    def _name(self, prefix: str) -> str:
        self._serial += 1
        return f"{prefix}-{self._seed}-{self._serial}"

    def _message(
        self, topic: str, partition: int, at: int, content: dict[str, Any]
    ) -> Message:
        return Message(
            topic=topic,
            partition=partition,
            at_ms=at // 1_000,
            key=b"key",
            value=contents.encoded(content),
        )

"""Moves that the board sends: messages like those of any agency's system, whose verdict
is the hub's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from board.desk.entries import DeskError
from board.desk.waiting import soon
from board.reads.reads import HubGone
from streams.broker.outbox import OutboxError
from streams.events import HANDLING_TOPIC
from streams.privacy.masking import mask_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.reads.reads import Reads
    from board.reads.rows import Batch
    from board.reads.verdicts import Verdict
    from streams.broker.outbox import Outbox, Sent
    from streams.events import Move

TEXTS = ("note", "objective")
"""What a person writes into a move: masked before it leaves the board."""


class SentMove(Struct, frozen=True):
    """A move on its way, and the batch after which its verdict may be written, of which
    hub.
    """

    move: Move
    from_batch: int
    hub: str = ""


class _Going(NamedTuple):
    """A move that is not yet known to be with the broker."""

    move: Move
    sent: Sent


class Moves:
    """Sends moves and asks what became of them; safe from any thread."""

    def __init__(self, outbox: Outbox, reads: Reads) -> None:
        self._outbox = outbox
        self._reads = reads

    def send(self, move: Move, known: Batch | None) -> SentMove:
        """Return when the broker has the move; `known` is the last batch of which its
        sender knows. Raises DeskError.
        """
        (sent,) = self.send_all([move], known)
        if isinstance(sent, DeskError):
            raise sent
        return sent

    def send_all(
        self, moves: Iterable[Move], known: Batch | None
    ) -> tuple[SentMove | DeskError, ...]:
        """What became of each on its way to the broker, in their order, together: a
        broker that is away is waited for once.
        """
        after = (known.batch_no, known.hub) if known else (0, "")
        going: list[_Going | DeskError] = []
        for move in moves:
            broken = next((one for one in going if isinstance(one, DeskError)), None)
            going.append(broken or self._put(move))
        return tuple(_arrived(one, *after) for one in going)

    def _put(self, move: Move) -> _Going | DeskError:
        masked = replace(move, **_masked(move))
        key = f"{move.kind}:{move.case_id}".encode()
        try:
            sent = self._outbox.send(HANDLING_TOPIC, key, msgspec.json.encode(masked))
        except OutboxError as error:
            return DeskError(str(error))
        return _Going(masked, sent)

    def verdicts(self, sent: Iterable[SentMove]) -> dict[str, Verdict]:
        """What became of moves, by move_id; nothing of those that still wait, or while
        the hub does not answer.
        """
        asked = {one.move.move_id: (one.hub, one.from_batch) for one in sent}
        if not asked:
            return {}
        # Of two hubs' numbers none is the first.
        hub, from_batch = min(asked.values())
        if any(one != hub for one, _ in asked.values()):
            from_batch = 0
        try:
            found = self._reads.verdicts(asked, from_batch, hub)
        except HubGone:
            return {}
        return {one.move_id: one for one in found}

    def verdict_soon(self, sent: SentMove) -> Verdict | None:
        """What became of a move, if that is known within five seconds."""
        return soon(lambda: self.verdicts([sent]).get(sent.move.move_id))

    def verdicts_soon(self, sent: Iterable[SentMove]) -> dict[str, Verdict]:
        """What became of moves, by move_id, once it is known of all or after five
        seconds.
        """
        asked = tuple(sent)

        def all_of_them() -> dict[str, Verdict] | None:
            found = self.verdicts(asked)
            return found if len(found) == len(asked) else None

        return soon(all_of_them) or self.verdicts(asked)


def _arrived(
    going: _Going | DeskError, from_batch: int, hub: str
) -> SentMove | DeskError:
    if isinstance(going, DeskError):
        return going
    try:
        going.sent.wait()
    except OutboxError as error:
        return DeskError(str(error))
    return SentMove(going.move, from_batch, hub)


def _masked(move: Move) -> dict[str, str]:
    said = {name: getattr(move, name) for name in TEXTS}
    return {name: mask_text(text) for name, text in said.items() if text}

"""Where the demo feed starts: anew, or where it stopped on the same broker."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from streams.broker.cluster import describe
from streams.broker.source import Source
from streams.events import HANDLING_TOPIC, TOPICS
from streams.simulate.parts import State, first_parts, resumed_parts
from streams.simulate.settings import SettingsError
from streams.simulate.storage import read_json
from streams.simulate.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from streams.simulate.settings import SimulateSettings
    from streams.simulate.tables import Volume


class Holdings(Struct, frozen=True):
    """What the broker has: the ids of our topics, and whether anything is in them."""

    topic_ids: dict[str, str]
    is_empty: bool

    @property
    def is_ready(self) -> bool:
        return len(self.topic_ids) == len(TOPICS)


class Beginning(Struct, frozen=True):
    """From what a run goes on."""

    state: State
    truth: Truth


def ask_broker(connection: Mapping[str, Any]) -> Holdings:
    """What the broker has now. SourceError when it does not answer."""
    facts = describe(connection)
    topic_ids = {topic.topic: topic.topic_id for topic in facts.topics}
    return Holdings(
        topic_ids,
        is_empty=HANDLING_TOPIC not in topic_ids or _is_empty(connection),
    )


def _is_empty(connection: Mapping[str, Any]) -> bool:
    """The embedded broker keeps its address over a restart, and nothing else."""
    source = Source(connection, [(HANDLING_TOPIC, 0)])
    try:
        return all(span.end == 0 for span in source.spans().values())
    finally:
        source.close()


def beginning(settings: SimulateSettings, held: Holdings, now_ms: int) -> Beginning:
    """Go on from the state file, or anew when the broker is not the one it tells of.

    SettingsError when the same broker holds a feed of another seed or other volumes.
    """
    state = read_json(settings.state_path, State)
    if state is None or held.is_empty or state.topic_ids != held.topic_ids:
        state = _new_state(settings, held, now_ms)
        return Beginning(state, Truth(seed=settings.seed))
    if (state.seed, state.volumes) != (settings.seed, fingerprint(settings.volumes)):
        raise SettingsError(
            f"the broker already holds a demo feed of another seed or other volumes "
            f"({settings.state_path}); give the same --seed and --volumes, or empty "
            "the broker and delete that file"
        )
    parts = resumed_parts(state.parts, now_ms, settings.rate)
    truth = read_json(settings.truth_path, Truth) or Truth(seed=settings.seed)
    return Beginning(replace(state, parts=parts), truth)


def _new_state(settings: SimulateSettings, held: Holdings, now_ms: int) -> State:
    return State(
        seed=settings.seed,
        anchor_ms=now_ms,
        volumes=fingerprint(settings.volumes),
        reduced=settings.reduced,
        topic_ids=held.topic_ids,
        parts=first_parts(now_ms, settings.rate, history=settings.history),
    )


def fingerprint(volumes: tuple[Volume, ...]) -> str:
    """Tells one set of volumes from another."""
    return blake2b(msgspec.json.encode(volumes), digest_size=8).hexdigest()

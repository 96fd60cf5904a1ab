"""Makes the topics that are missing, on a broker that is ours."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from kafka import KafkaAdminClient
from kafka.errors import TopicAlreadyExistsError

from streams.broker.cluster import TROUBLE, SourceError
from streams.events import ORDERED_TOPICS, TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping

LOG = logging.getLogger(__name__)


def ensure_topics(
    connection: Mapping[str, Any], *, partitions: int, timestamp_type: str
) -> list[str]:
    """Create the topics that are missing and return their names; nothing expires.

    Safe to repeat; SourceError when the broker refuses. Only for a broker that is
    ours: a city's cluster is set up by those who run it.
    """
    try:
        return _make_missing(connection, partitions, timestamp_type)
    except TROUBLE as error:
        raise SourceError(str(error)) from error


def _make_missing(
    connection: Mapping[str, Any], partitions: int, timestamp_type: str
) -> list[str]:
    admin = KafkaAdminClient(**connection)
    try:
        missing = sorted(set(TOPICS) - set(admin.list_topics()))
        if missing:
            admin.create_topics(
                {name: _options(name, partitions, timestamp_type) for name in missing},
                wait_for_metadata=True,
            )
    except TopicAlreadyExistsError:
        # The client asks a slow broker again; what it asked for is there then.
        LOG.info("the topics were made meanwhile")
    finally:
        admin.close()
    return missing


def _options(topic: str, partitions: int, timestamp_type: str) -> dict[str, Any]:
    return {
        "num_partitions": 1 if topic in ORDERED_TOPICS else partitions,
        "replication_factor": 1,
        "configs": {"retention.ms": "-1", "message.timestamp.type": timestamp_type},
    }

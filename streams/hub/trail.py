"""The trail that the hub leaves in the log: what it took up, committed and refused."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from streams.logs import line

if TYPE_CHECKING:
    from streams.hub.metrics import Timing
    from streams.landing.batches import Batch
    from streams.landing.positions import Plan
    from streams.landing.writer import Written

LOG = logging.getLogger(__name__)
REJECTS_TOLD = 20
"""Of one batch: a flood of bad messages must not bury the rest of the log."""


def tell_plan(plan: Plan) -> None:
    """From where the topics are read, and what was noticed."""
    for (topic, partition), offset in sorted(plan.positions.items()):
        epoch = plan.epochs[topic]
        LOG.info(
            line(
                "reading",
                topic=topic,
                partition=partition,
                offset=offset,
                epoch=epoch,
            )
        )
    for alarm in plan.alarms:
        LOG.warning(line("alarm", alarm=alarm.alarm, detail=alarm.detail))


def tell_committed(batch: Batch, written: Written, timing: Timing) -> None:
    """What a transaction held; of refused messages their place, never their text."""
    for place, reject in batch.rejects[:REJECTS_TOLD]:
        LOG.info(
            line(
                "reject",
                topic=place.topic,
                partition=place.partition_no,
                offset=place.offset_no,
                epoch=place.epoch,
                reason=reject.reason,
            )
        )
    if len(batch.rejects) > REJECTS_TOLD:
        LOG.info(line("more rejects", count=len(batch.rejects) - REJECTS_TOLD))
    LOG.debug(
        line(
            "committed",
            batch=written.batch_no,
            rows=written.rows,
            rejects=written.rejects,
            decode_ms=round(timing.decode_s * 1_000),
            commit_ms=round(timing.commit_s * 1_000),
        )
    )

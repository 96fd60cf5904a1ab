"""Power cuts under load leave what the topics say, and no more."""

from pathlib import Path

from streams.local.broker import LocalBroker
from tests.journey.chaos import Chaos, Plan


def test_a_hub_and_a_broker_that_die_at_any_moment_lose_and_double_nothing(
    own_broker: LocalBroker, tmp_path: Path
) -> None:
    plan = Plan(kills=6, broker_kills=1, seed=3, rate=120, most_deltas=400)
    figures = Chaos(plan, own_broker, tmp_path).run()
    print(figures)  # noqa: T201 - the figures that the acceptance asks for
    assert figures.told == []
    assert (figures.kills, figures.broker_kills) == (6, 1)
    assert figures.inside >= 2
    assert figures.compacted_cells > 0

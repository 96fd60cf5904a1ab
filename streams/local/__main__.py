"""`python -m streams.local`: the composition root of `make run` and `make broker`."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from streams.local.anew import begin_store_anew, make_room
from streams.local.choice import LOCAL, BrokerChoice, choose_broker
from streams.local.launch import Plan, launch
from streams.local.lock import sole_run
from streams.local.party_key import keyed
from streams.local.ports import ports_of, require_free
from streams.local.programs import board_address, programs_of, shared_environment
from streams.local.settings import CannotRunError, LocalSettings
from streams.local.stopping import stop_on_signals
from streams.local.topics import require_answer, topics_maker
from streams.local.upgrade import bring_up_to_date

ONLY_BROKER = "broker"


def main(words: Sequence[str] = ()) -> int:
    """Run the board until it is stopped, or with `broker` its Kafka alone; return the
    exit status.
    """
    stop_on_signals()
    try:
        settings = LocalSettings.from_environment(os.environ)
        with sole_run(settings.home, say) as lock:
            if tuple(words) == (ONLY_BROKER,):
                launch(_broker_alone(settings, lock), say)
            else:
                launch(_whole(settings, lock), say)
    except CannotRunError as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _whole(settings: LocalSettings, lock: int) -> Plan:
    """All programs, over a home that is made ready for them."""
    say(f"Starting the situation board in {settings.home}; Ctrl-C stops it.")
    broker = _chosen(settings)
    require_free(ports_of(settings, broker))
    require_answer(broker, os.environ)
    is_own_demo = settings.demo and broker.is_ours
    if is_own_demo:
        make_room(settings.home, say)
    plan = _plan(settings, broker, lock)
    anew = partial(begin_store_anew, settings.home, say)
    bring_up_to_date(
        settings.home, plan.environment, say, anew if is_own_demo else None
    )
    return plan


def _broker_alone(settings: LocalSettings, lock: int) -> Plan:
    """Our own Kafka and nothing else: for what asks it while the hub is stopped."""
    broker = _chosen(settings)
    if broker.kind != LOCAL:
        raise CannotRunError("There is no Apache Kafka of ours to start alone.")
    require_free(use for use in ports_of(settings, broker) if use.use == ONLY_BROKER)
    plan = _plan(settings, broker, lock)
    closing = (
        f"The hub is stopped, Kafka answers at {broker.bootstrap}: in another shell "
        f"CGC_HOME={settings.home} KAFKA_BOOTSTRAP_SERVERS={broker.bootstrap} "
        ".venv/bin/python -m streams restore NAME. Ctrl-C stops it; then make run."
    )
    programs = tuple(one for one in plan.programs if one.is_broker)
    return replace(plan, programs=programs, closing=closing)


def _chosen(settings: LocalSettings) -> BrokerChoice:
    broker = choose_broker(settings, say)
    say(broker.line)
    return broker


def say(line: str) -> None:
    """Print at once: what is said here is progress."""
    print(line, flush=True)


def _plan(settings: LocalSettings, broker: BrokerChoice, lock: int) -> Plan:
    environment = shared_environment(settings, broker, os.environ)
    # Boards of one cluster must share a key, so theirs is nobody's to make here.
    if broker.is_ours:
        environment |= keyed(settings.home, os.environ, say)
    return Plan(
        home=settings.home,
        programs=programs_of(settings, broker),
        environment=environment,
        make_topics=topics_maker(broker, environment, say),
        held=(lock,),
        closing=f"Open {board_address(settings)}; Ctrl-C stops everything.",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

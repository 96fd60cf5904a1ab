"""`python -m streams.local`: the composition root of `make run`."""

import os
import sys
from functools import partial

from streams.local.anew import begin_store_anew, make_room
from streams.local.choice import BrokerChoice, choose_broker
from streams.local.launch import Plan, launch
from streams.local.lock import sole_run
from streams.local.party_key import keyed
from streams.local.ports import ports_of, require_free
from streams.local.programs import board_address, programs_of, shared_environment
from streams.local.settings import CannotRunError, LocalSettings
from streams.local.stopping import stop_on_signals
from streams.local.topics import require_answer, topics_maker
from streams.local.upgrade import bring_up_to_date


def main() -> int:
    """Run the board until it is stopped; return the exit status."""
    stop_on_signals()
    try:
        settings = LocalSettings.from_environment(os.environ)
        with sole_run(settings.home, say) as lock:
            say(f"Starting the situation board in {settings.home}; Ctrl-C stops it.")
            broker = choose_broker(settings, say)
            say(broker.line)
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
            launch(plan, say)
    except CannotRunError as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


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
    sys.exit(main())

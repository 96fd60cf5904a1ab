"""The topics of the board on a broker that may be given them."""

from collections.abc import Callable, Mapping

from streams.broker.cluster import SourceError
from streams.broker.connection import connection_from
from streams.broker.knock import KnockError, knock
from streams.broker.topics import ensure_topics
from streams.local.choice import BrokerChoice
from streams.local.settings import CannotRunError

EVENT_PARTITIONS = 6


def topics_maker(
    broker: BrokerChoice, environment: Mapping[str, str], say: Callable[[str], None]
) -> Callable[[], None]:
    """Return what makes the topics once the broker answers.

    It does nothing to a broker that has them by itself or may not be touched, and
    raises CannotRunError for one that refuses.
    """

    def make_topics() -> None:
        if broker.timestamp_type:
            _make(broker, environment, say)

    return make_topics


def _make(
    broker: BrokerChoice, environment: Mapping[str, str], say: Callable[[str], None]
) -> None:
    try:
        made = ensure_topics(
            connection_from(environment),
            partitions=EVENT_PARTITIONS,
            timestamp_type=broker.timestamp_type,
        )
    except SourceError as error:
        raise CannotRunError(
            f"The broker at {broker.bootstrap} refuses to make the topics: {error}"
        ) from error
    if made:
        say(f"Topics made: {', '.join(made)}.")


def require_answer(broker: BrokerChoice, environment: Mapping[str, str]) -> None:
    """Ask a cluster that is not ours, before anything is started for it.

    Raise CannotRunError naming the setting if none of the servers lets us in.
    """
    if broker.is_ours:
        return
    servers = {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap}
    try:
        knock(connection_from({**environment, **servers}))
    except ValueError as error:
        raise CannotRunError(str(error)) from error
    except KnockError as error:
        raise CannotRunError(
            f"KAFKA_BOOTSTRAP_SERVERS={broker.bootstrap} does not answer: {error}"
        ) from error

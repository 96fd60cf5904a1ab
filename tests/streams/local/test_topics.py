"""Topics are made where they may be, and a broker that is not there is named."""

from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from kafka.errors import TopicAuthorizationFailedError

from streams.broker.cluster import describe
from streams.broker.connection import connection_from
from streams.local.broker import LocalBroker
from streams.local.choice import BrokerChoice, choose_broker
from streams.local.programs import shared_environment
from streams.local.settings import CannotRunError, LocalSettings
from streams.local.topics import require_answer, topics_maker
from tests.support.ports import free_port


def _make(tmp_path: Path, bootstrap: str, **environment: str) -> list[str]:
    given = {"KAFKA_BOOTSTRAP_SERVERS": bootstrap, "CGC_HOME": str(tmp_path)}
    settings = LocalSettings.from_environment({**given, **environment})
    said: list[str] = []
    broker = choose_broker(settings, said.append)
    shared = shared_environment(settings, broker, given)
    topics_maker(broker, shared, said.append)()
    return said


def test_topics_are_made_once_where_a_demo_may_run(
    broker: LocalBroker, tmp_path: Path
) -> None:
    _make(tmp_path, broker.bootstrap, DEMO="1")
    assert _make(tmp_path, broker.bootstrap, DEMO="1") == []
    cluster = describe(connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap}))
    assert "cgc.handling" in {facts.topic for facts in cluster.topics}


def test_a_broker_that_makes_no_topics_for_us_is_named_with_its_reason(
    kafka_broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TopicAuthorizationFailedError("cgc.desk")

    monkeypatch.setattr(KafkaAdminClient, "list_topics", refuse)
    with pytest.raises(CannotRunError, match=r"refuses to make the topics.*cgc\.desk"):
        _make(tmp_path, kafka_broker, DEMO="1")


def _cluster(bootstrap: str) -> BrokerChoice:
    return BrokerChoice(kind="cluster", bootstrap=bootstrap, line="")


def test_a_cluster_that_does_not_answer_is_named_with_its_setting() -> None:
    bootstrap = f"127.0.0.1:{free_port()}"
    line = f"KAFKA_BOOTSTRAP_SERVERS={bootstrap} does not answer"
    with pytest.raises(CannotRunError, match=line):
        require_answer(_cluster(bootstrap), {})


def test_one_server_that_answers_is_enough(broker: LocalBroker) -> None:
    require_answer(_cluster(f"127.0.0.1:{free_port()},{broker.bootstrap}"), {})


def test_an_address_without_a_port_is_named() -> None:
    with pytest.raises(CannotRunError, match="localhost has no port"):
        require_answer(_cluster("localhost"), {})


def test_an_address_without_a_port_is_named_whoever_else_answers(
    kafka_broker: str,
) -> None:
    with pytest.raises(CannotRunError, match="localhost has no port"):
        require_answer(_cluster(f"{kafka_broker},localhost"), {})


def test_what_cannot_be_the_name_of_a_host_is_named() -> None:
    address = f"{'a' * 64}.example:9092"
    with pytest.raises(CannotRunError, match=f"no Kafka listens at {address}"):
        require_answer(_cluster(address), {})

"""The broker is the first that the machine can have, and one line says which."""

from pathlib import Path

import pytest

from streams.local.choice import choose_broker
from streams.local.programs import programs_of, shared_environment
from streams.local.settings import LocalSettings


def _settings(tmp_path: Path, **environment: str) -> LocalSettings:
    return LocalSettings.from_environment({"CGC_HOME": str(tmp_path), **environment})


def _say_nothing(line: str) -> None:
    raise AssertionError(line)


@pytest.fixture
def prepared(kafka_library: Path, tmp_path: Path) -> Path:
    """A home that has the jars already."""
    (tmp_path / "kafka").mkdir()
    (tmp_path / "kafka" / "lib").symlink_to(kafka_library)
    return tmp_path


def test_a_given_cluster_is_taken_and_nothing_is_produced_to_it(tmp_path: Path) -> None:
    settings = _settings(tmp_path, KAFKA_BOOTSTRAP_SERVERS="kafka-1:9093")
    broker = choose_broker(settings, _say_nothing)
    names = [program.name for program in programs_of(settings, broker)]
    assert (broker.kind, broker.bootstrap) == ("cluster", "kafka-1:9093")
    assert names == ["board", "hub"]
    assert broker.timestamp_type == ""
    assert "nothing is produced" in broker.line


def test_demo_1_sends_the_feed_to_a_given_cluster(tmp_path: Path) -> None:
    settings = _settings(tmp_path, KAFKA_BOOTSTRAP_SERVERS="kafka:9092", DEMO="1")
    broker = choose_broker(settings, _say_nothing)
    names = [program.name for program in programs_of(settings, broker)]
    assert names == ["board", "hub", "feed"]
    assert broker.timestamp_type == "CreateTime"


def test_a_machine_with_java_and_jars_runs_apache_kafka(prepared: Path) -> None:
    settings = _settings(prepared, CGC_BROKER_PORT="29392")
    broker = choose_broker(settings, _say_nothing)
    names = [program.name for program in programs_of(settings, broker)]
    assert (broker.kind, broker.bootstrap) == ("local", "127.0.0.1:29392")
    assert broker.ports == (29392, 29393)
    assert names == ["broker", "board", "hub", "feed"]
    assert "KAFKA_BOOTSTRAP_SERVERS" in broker.line


def test_without_a_demo_our_own_broker_keeps_its_own_time(prepared: Path) -> None:
    settings = _settings(prepared, DEMO="0")
    broker = choose_broker(settings, _say_nothing)
    names = [program.name for program in programs_of(settings, broker)]
    assert names == ["broker", "board", "hub"]
    assert broker.timestamp_type == "LogAppendTime"


def test_a_machine_without_java_gets_the_embedded_broker_and_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    broker = choose_broker(_settings(tmp_path), _say_nothing)
    assert (broker.kind, broker.bootstrap) == ("embedded", "127.0.0.1:9092")
    assert "because Java 17 or newer is missing" in broker.line
    assert broker.line.endswith("sudo apt-get install default-jre-headless maven")
    assert "\n" not in broker.line


def test_programs_get_what_was_given_and_what_was_chosen(tmp_path: Path) -> None:
    given = {
        "KAFKA_BOOTSTRAP_SERVERS": "kafka:9093",
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SASL_PLAIN_PASSWORD": "50%",
        "CGC_RATE": "3",
    }
    settings = _settings(tmp_path, **given)
    broker = choose_broker(settings, _say_nothing)
    shared = shared_environment(settings, broker, given)
    assert shared.items() >= given.items()
    assert shared["CGC_BROKER_KIND"] == "cluster"
    assert shared["CGC_DEMO"] == "0"
    assert shared["CGC_HOME"] == str(tmp_path)

"""Settings are read once, with their defaults, and refused by name when wrong."""

from pathlib import Path

import pytest

from streams.local.settings import ROOT, CannotRunError, LocalSettings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert LocalSettings.from_environment({}) == LocalSettings(
        home=ROOT / "var",
        broker_port=9092,
        board_port=8501,
        flight_port=8815,
        hub_port=9464,
        cluster="",
        demo=True,
    )


def test_a_home_may_be_relative_to_the_project_or_absolute(tmp_path: Path) -> None:
    assert LocalSettings.from_environment({"CGC_HOME": "x"}).home == ROOT / "x"
    absolute = LocalSettings.from_environment({"CGC_HOME": str(tmp_path)})
    assert absolute.home == tmp_path


@pytest.mark.parametrize(
    ("environment", "demo"),
    [
        ({}, True),
        ({"DEMO": "0"}, False),
        ({"KAFKA_BOOTSTRAP_SERVERS": "kafka:9092"}, False),
        ({"KAFKA_BOOTSTRAP_SERVERS": "kafka:9092", "DEMO": "1"}, True),
    ],
)
def test_demo_data_goes_to_our_own_broker_or_on_request(
    environment: dict[str, str], *, demo: bool
) -> None:
    assert LocalSettings.from_environment(environment).demo is demo


@pytest.mark.parametrize("text", ["http", "0", "70000", "-1", "80.5"])
def test_a_wrong_port_is_named_with_its_setting(text: str) -> None:
    with pytest.raises(CannotRunError, match=f"CGC_HUB_PORT={text} is not a port"):
        LocalSettings.from_environment({"CGC_HUB_PORT": text})


def test_a_switch_is_0_or_1() -> None:
    with pytest.raises(CannotRunError, match="DEMO=yes is neither 0"):
        LocalSettings.from_environment({"DEMO": "yes"})

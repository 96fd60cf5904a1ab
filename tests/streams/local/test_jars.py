"""The jars are fetched once, with visible progress, and never half."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from streams.local import jars
from streams.local.jars import KafkaUnavailableError, fetch_jars, kafka_library

Script = Callable[[str, str], None]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Put a stand-in program first on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def write(name: str, text: str) -> None:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    return write


FETCHING = """
for word in "$@"; do case $word in -DoutputDirectory=*) to=${word#*=};; esac; done
for number in $(seq 60); do echo "Downloaded from central: $number"; done
touch "$to/kafka.jar"
echo run >> "$(dirname "$0")/runs"
"""


def test_jars_are_fetched_once_with_progress(script: Script, tmp_path: Path) -> None:
    script("mvn", FETCHING)
    said: list[str] = []
    library = fetch_jars(tmp_path, said.append)
    assert fetch_jars(tmp_path, said.append) == library
    assert [path.name for path in library.glob("*.jar")] == ["kafka.jar"]
    assert (tmp_path / "bin" / "runs").read_text() == "run\n"
    assert "Kafka: 25 files fetched" in said
    assert "Kafka: 50 files fetched" in said


def test_another_pom_fetches_again(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("mvn", FETCHING)
    library = fetch_jars(tmp_path, print)
    (library / "old.jar").touch()
    pom = tmp_path / "pom.xml"
    pom.write_text("<project/>")
    monkeypatch.setattr(jars, "POM", pom)
    fetch_jars(tmp_path, print)
    assert [path.name for path in library.glob("*.jar")] == ["kafka.jar"]


def test_a_failed_fetch_gives_mavens_own_reason_and_leaves_no_library(
    script: Script, tmp_path: Path
) -> None:
    script("mvn", "echo '[ERROR] Unknown host repo.maven.apache.org'; exit 1")
    with pytest.raises(KafkaUnavailableError, match="Unknown host repo") as raised:
        fetch_jars(tmp_path, print)
    assert "again" in raised.value.remedy
    assert not (tmp_path / "lib").exists()


@pytest.mark.alone
def test_a_maven_that_hangs_is_given_up_with_all_it_started(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "SILENCE_SECONDS", 0.3)
    script("mvn", 'sleep 611 & echo $! > "$(dirname "$0")/child"; wait')
    with pytest.raises(KafkaUnavailableError, match="nothing heard"):
        fetch_jars(tmp_path, print)
    child = (tmp_path / "bin" / "child").read_text().strip()
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False
    ).stdout
    assert state.strip()[:1] in ("", "Z")


def test_a_machine_without_java_is_told_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KafkaUnavailableError, match="Java 17 or newer") as raised:
        kafka_library(tmp_path, print)
    assert raised.value.remedy.startswith("sudo apt-get install")


@pytest.mark.parametrize("version", ["1.8.0_392", "11.0.22"])
def test_an_old_java_counts_as_none(
    script: Script, tmp_path: Path, version: str
) -> None:
    script("java", f"echo 'openjdk version \"{version}\" 2024-01-16' >&2")
    with pytest.raises(KafkaUnavailableError, match="Java 17 or newer"):
        kafka_library(tmp_path, print)


@pytest.mark.parametrize("version", ["17.0.15", "21", "25.0.1"])
def test_newer_javas_are_taken(script: Script, tmp_path: Path, version: str) -> None:
    script("java", f"echo 'openjdk version \"{version}\" 2026-01-16' >&2")
    script("mvn", FETCHING)
    assert kafka_library(tmp_path, print) == tmp_path / "lib"

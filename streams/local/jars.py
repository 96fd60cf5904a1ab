"""The broker's jars: fetched once from Maven Central, then reused."""

import hashlib
import os
import re
import select
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from streams.local.leash import leashed
from streams.local.stopping import held_back

POM = Path(__file__).with_name("pom.xml")
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
SHOWN_EVERY = 25
SILENCE_SECONDS = 60.0


INSTALL = "sudo apt-get install default-jre-headless maven"
AGAIN = "make run again when repo.maven.apache.org can be reached"
OLDEST_JAVA = 17


class KafkaUnavailableError(Exception):
    """A real Kafka cannot run here yet: the reason, and what would help."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def kafka_library(folder: Path, say: Callable[[str], None]) -> Path:
    """Return the folder of the broker's jars, once Java can run them.

    Raises KafkaUnavailableError.
    """
    if java_version() < OLDEST_JAVA:
        raise KafkaUnavailableError(f"Java {OLDEST_JAVA} or newer is missing", INSTALL)
    return fetch_jars(folder, say)


def java_version() -> int:
    """Return Java's feature release, 0 where there is none (1.8 counts as 1)."""
    if shutil.which("java") is None:
        return 0
    told = subprocess.run(
        ["java", "-version"], capture_output=True, text=True, check=False
    ).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def fetch_jars(folder: Path, say: Callable[[str], None]) -> Path:
    """Return the folder that holds the jars, fetching them if the pom changed.

    Safe to repeat, and safe to interrupt: a half-fetched folder is never used.
    Raises KafkaUnavailableError with Maven's reason.
    """
    library = folder / "lib"
    marker = library / "pom.sha256"
    wanted = hashlib.sha256(POM.read_bytes()).hexdigest()
    if not marker.is_file() or marker.read_text() != wanted:
        arrived = _fetch(folder / "lib.arriving", say)
        (arrived / marker.name).write_text(wanted)
        shutil.rmtree(library, ignore_errors=True)
        arrived.rename(library)
        say(f"Kafka: {len(list(library.glob('*.jar')))} jars are in {library}")
    return library


def _fetch(arriving: Path, say: Callable[[str], None]) -> Path:
    if shutil.which("mvn") is None:
        raise KafkaUnavailableError("Maven is missing", INSTALL)
    say("Kafka: fetching the broker's jars from Maven Central (43 MB, once)")
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True)
    _run_maven(arriving, say)
    return arriving


def _run_maven(target: Path, say: Callable[[str], None]) -> None:
    with ExitStack() as ending:
        with held_back():
            maven = subprocess.Popen(
                leashed(_maven_command(target), parent=os.getpid()),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                bufsize=0,
                start_new_session=True,
            )
            ending.callback(_end_group, maven)
        reason = _follow(maven, say)
        code = maven.wait()
    if code != 0:
        detail = reason or f"exit status {code}"
        raise KafkaUnavailableError(f"Maven could not fetch it ({detail})", AGAIN)


def _maven_command(target: Path) -> list[str]:
    return [
        *("mvn", "--batch-mode", "--file", str(POM), PLUGIN),
        *("-DincludeScope=runtime", f"-DoutputDirectory={target.resolve()}"),
    ]


def _follow(maven: subprocess.Popen[bytes], say: Callable[[str], None]) -> str:
    """Say a line every so many downloads; return the first error line."""
    fetched = 0
    reason = ""
    for line in _lines(maven):
        if "Downloaded from" in line:
            fetched += 1
            if fetched % SHOWN_EVERY == 0:
                say(f"Kafka: {fetched} files fetched")
        elif "[ERROR]" in line:
            reason = reason or line.replace("[ERROR]", "").strip()
    return reason


def _lines(maven: subprocess.Popen[bytes]) -> Iterator[str]:
    """Yield what Maven says; one that hangs on a dead network is not waited for."""
    output = maven.stdout
    while output is not None and select.select([output], [], [], SILENCE_SECONDS)[0]:
        line = output.readline()
        if not line:
            return
        yield line.decode(errors="replace")
    yield f"[ERROR] nothing heard for {SILENCE_SECONDS:.0f} s"
    _end_group(maven)


def _end_group(maven: subprocess.Popen[bytes]) -> None:
    """End Maven and what it started; its script may not be the Java that works."""
    if maven.poll() is None:
        os.killpg(maven.pid, signal.SIGTERM)
        maven.wait()

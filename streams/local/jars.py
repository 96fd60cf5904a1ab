"""The broker's jars: fetched once from Maven Central, then reused."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from streams.local.leash import leashed

POM = Path(__file__).with_name("pom.xml")
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
SHOWN_EVERY = 25


class JarsUnavailableError(Exception):
    """Maven could not bring the jars; the text is its own reason."""


def fetch_jars(folder: Path, say: Callable[[str], None]) -> Path:
    """Return the folder that holds the jars, fetching them if the pom changed.

    Safe to repeat, and safe to interrupt: a half-fetched folder is never used.
    Raises JarsUnavailableError with Maven's reason.
    """
    library = folder / "lib"
    marker = library / "pom.sha256"
    wanted = hashlib.sha256(POM.read_bytes()).hexdigest()
    if marker.is_file() and marker.read_text() == wanted:
        return library
    say("Kafka: fetching the broker's jars from Maven Central (43 MB, once)")
    arriving = folder / "lib.arriving"
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True)
    _run_maven(arriving, say)
    (arriving / marker.name).write_text(wanted)
    shutil.rmtree(library, ignore_errors=True)
    arriving.rename(library)
    say(f"Kafka: {len(list(library.glob('*.jar')))} jars are in {library}")
    return library


def _run_maven(target: Path, say: Callable[[str], None]) -> None:
    maven = subprocess.Popen(
        leashed(_maven_command(target), parent=os.getpid()),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        reason = _follow(maven, say)
    finally:
        maven.terminate()
        code = maven.wait()
    if code != 0:
        raise JarsUnavailableError(reason or f"mvn ended with exit code {code}")


def _maven_command(target: Path) -> list[str]:
    return [
        *("mvn", "--batch-mode", "--file", str(POM), PLUGIN),
        *("-DincludeScope=runtime", f"-DoutputDirectory={target.resolve()}"),
    ]


def _follow(maven: "subprocess.Popen[str]", say: Callable[[str], None]) -> str:
    """Say a line every so many downloads; return the first error line."""
    fetched = 0
    reason = ""
    for line in maven.stdout or ():
        if "Downloaded from" in line:
            fetched += 1
            if fetched % SHOWN_EVERY == 0:
                say(f"Kafka: {fetched} files fetched")
        elif "[ERROR]" in line:
            reason = reason or line.replace("[ERROR]", "").strip()
    maven.wait()
    return reason

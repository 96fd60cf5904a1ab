"""One Apache Kafka node in one folder: its configuration, its storage, its command.

`python -m streams.local.node` formats the folder when it is new and then becomes the
broker, so a supervisor that restarts it heals a lost folder as well.
"""

import argparse
import base64
import shutil
import subprocess
import uuid
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from string import Template

from streams.local.leash import become

HERE = Path(__file__).parent
JAVA_OPTIONS = (
    "-Xms128m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:ActiveProcessorCount=2",
    "-Xshare:auto",
    "-Djava.net.preferIPv4Stack=true",
    f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
)


@dataclass(frozen=True, kw_only=True)
class Node:
    """Where a node's jars and data are, and the port that it serves.

    The controller listens on the port after it. `timestamp_type` is Kafka's own word:
    CreateTime (a back-dated demo) or LogAppendTime (the broker's clock counts).
    """

    library: Path
    folder: Path
    port: int
    timestamp_type: str = "CreateTime"

    @property
    def data(self) -> Path:
        return self.folder / "data"


def prepare(node: Node) -> None:
    """Write the configuration, and format the storage the first time.

    Safe to repeat, and safe to interrupt: a half-formatted folder is never used.
    """
    node.folder.mkdir(parents=True, exist_ok=True)
    _write_properties(node, node.data)
    if not (node.data / "meta.properties").is_file():
        _format_storage(node)


def command(node: Node) -> list[str]:
    """Return the command line of the broker; `prepare` comes first."""
    return _java(node, "kafka.Kafka", str(_properties(node, node.data)))


def _format_storage(node: Node) -> None:
    arriving = node.folder / "data.arriving"
    shutil.rmtree(arriving, ignore_errors=True)
    shutil.rmtree(node.data, ignore_errors=True)
    options = ("--cluster-id", new_cluster_id())
    properties = _write_properties(node, arriving)
    tool = ("kafka.tools.StorageTool", "format", *options, "--config", str(properties))
    formatting = subprocess.run(_java(node, *tool), check=False)
    if formatting.returncode != 0:
        raise SystemExit(f"{properties}: Kafka refuses to format with this")
    properties.unlink()
    arriving.rename(node.data)


def _write_properties(node: Node, log_folder: Path) -> Path:
    template = Template((HERE / "server.properties").read_text())
    text = template.substitute(
        port=node.port,
        controller_port=node.port + 1,
        log_folder=log_folder.resolve(),
        timestamp_type=node.timestamp_type,
    )
    path = _properties(node, log_folder)
    path.write_text(text)
    return path


def _properties(node: Node, log_folder: Path) -> Path:
    return node.folder / f"{log_folder.name}.properties"


def _java(node: Node, *arguments: str) -> list[str]:
    classes = f"{node.library.resolve()}/*"
    return ["java", *JAVA_OPTIONS, "-cp", classes, *arguments]


def new_cluster_id() -> str:
    """Return an id as Kafka makes them: none begins with a dash, like an option."""
    made = (uuid.uuid4().bytes for _ in count())
    ids = (base64.urlsafe_b64encode(each).decode().rstrip("=") for each in made)
    return next(each for each in ids if not each.startswith("-"))


def node_command(node: Node) -> list[str]:
    """Return the arguments of `python` that run this node from its folder."""
    return [
        *("-m", "streams.local.node"),
        *("--library", str(node.library), "--folder", str(node.folder)),
        *("--port", str(node.port), "--timestamp-type", node.timestamp_type),
    ]


def _parse(arguments: list[str] | None = None) -> Node:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--timestamp-type", default=Node.timestamp_type)
    return Node(**vars(parser.parse_args(arguments)))


def main() -> None:
    """Become the broker."""
    node = _parse()
    prepare(node)
    become(command(node))


if __name__ == "__main__":
    main()

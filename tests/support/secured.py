"""A real broker with secured doors: SASL over TLS, and TLS with client certificates.

Keys and certificates are made for each run and thrown away with it.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from streams.broker.topics import ensure_topics
from streams.local.leash import leashed
from streams.local.node import Node, command, prepare
from streams.local.probe import LOOPBACK, answers_kafka, wait_until
from tests.support.ports import free_port
from tests.support.processes import Process, ended

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, READER, PASSWORD = "board", "reader", "only-for-this-test"
START_S = 60.0
READING = ACL(
    principal=f"User:{READER}",
    host="*",
    operation=ACLOperation.READ,
    permission_type=ACLPermissionType.ALLOW,
    resource_pattern=ResourcePattern(ResourceType.TOPIC, "*"),
)
DOORS = r"""
listeners={doors},CONTROLLER://127.0.0.1:{controller}
advertised.listeners={doors}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,{protocols}
ssl.keystore.type=PEM
ssl.keystore.location={keys}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={keys}/authority.crt
listener.name.ssl.ssl.client.auth=required
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.sasl_ssl.plain.sasl.jaas.config={modules}.plain.PlainLoginModule \
  required user_{user}="{password}" user_{reader}="{password}";
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config={modules}.scram.ScramLoginModule \
  required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:{user};User:CN={user}
"""


@dataclass(frozen=True)
class Secured:
    """Where the doors are, and the settings that open each."""

    keys: Path
    plain: int
    sasl: int
    ssl: int

    def by_password(self, mechanism: str = "SCRAM-SHA-512") -> dict[str, str]:
        return {
            "KAFKA_BOOTSTRAP_SERVERS": f"{LOOPBACK}:{self.sasl}",
            "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
            "KAFKA_SASL_MECHANISM": mechanism,
            "KAFKA_SASL_PLAIN_USERNAME": USER,
            "KAFKA_SASL_PLAIN_PASSWORD": PASSWORD,
            "KAFKA_SSL_CAFILE": str(self.keys / "authority.crt"),
        }

    def by_reading_right(self) -> dict[str, str]:
        """As a user who may read the topics, and nothing else."""
        return self.by_password("PLAIN") | {"KAFKA_SASL_PLAIN_USERNAME": READER}

    def by_certificate(self) -> dict[str, str]:
        return {
            "KAFKA_BOOTSTRAP_SERVERS": f"{LOOPBACK}:{self.ssl}",
            "KAFKA_SECURITY_PROTOCOL": "SSL",
            "KAFKA_SSL_CAFILE": str(self.keys / "authority.crt"),
            "KAFKA_SSL_CERTFILE": str(self.keys / "board.crt"),
            "KAFKA_SSL_KEYFILE": str(self.keys / "board.key"),
        }


@contextmanager
def secured(library: Path, folder: Path) -> Iterator[Secured]:
    """Run the broker, with its topics and its user, while the context is open."""
    keys = folder / "keys"
    make_keys(keys)
    node = Node(library=library, folder=folder / "kafka", port=free_port())
    found = Secured(keys, node.port, free_port(), free_port())
    with started(node, found):
        plain = {"bootstrap_servers": [f"{LOOPBACK}:{found.plain}"]}
        ensure_topics(plain, partitions=2, timestamp_type="CreateTime")
        make_users(plain["bootstrap_servers"])
        yield found


@contextmanager
def started(node: Node, doors: Secured) -> Iterator[None]:
    prepare(node)
    ports = {"PLAINTEXT": doors.plain, "SASL_SSL": doors.sasl, "SSL": doors.ssl}
    text = DOORS.format(
        doors=",".join(f"{kind}://{LOOPBACK}:{port}" for kind, port in ports.items()),
        protocols=",".join(f"{kind}:{kind}" for kind in ports),
        controller=node.port + 1,
        keys=doors.keys,
        modules="org.apache.kafka.common.security",
        user=USER,
        reader=READER,
        password=PASSWORD,
    )
    with (node.folder / "data.properties").open("a") as properties:
        properties.write(text)
    kafka = leashed(command(node), parent=os.getpid())
    with ended(Process(kafka, node.folder / "broker.log")) as broker:
        broker.start()
        assert wait_until(lambda: answers_kafka(node.port), seconds=START_S)
        yield


def make_users(servers: list[str]) -> None:
    """The board's password is kept by the broker; the reader may read and no more."""
    admin = KafkaAdminClient(bootstrap_servers=servers)
    wish = UserScramCredentialUpsertion(USER, ScramMechanism.SCRAM_SHA_512, PASSWORD)
    try:
        assert admin.alter_user_scram_credentials([wish]) == {USER: None}
        assert admin.create_acls([READING])["failed"] == []
    finally:
        admin.close()


def make_keys(folder: Path) -> None:
    """An authority, what it signed for the broker and the board, and a stranger."""
    folder.mkdir(parents=True)
    make_authority(folder, "authority")
    make_authority(folder, "stranger")
    sign(folder, "broker", f"subjectAltName=IP:{LOOPBACK}")
    sign(folder, "board", "extendedKeyUsage=clientAuth")
    parts = [folder / name for name in ("broker.key", "broker.crt")]
    whole = "".join(part.read_text() for part in parts)
    (folder / "broker.pem").write_text(whole)


def make_authority(folder: Path, name: str) -> None:
    openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
        *("-subj", f"/CN={name}"),
        *("-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt"),
    )


def sign(folder: Path, name: str, extension: str) -> None:
    request, extensions = folder / f"{name}.csr", folder / f"{name}.ext"
    extensions.write_text(extension)
    openssl(
        *("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}"),
        *("-keyout", folder / f"{name}.key", "-out", request),
    )
    openssl(
        *("x509", "-req", "-days", "1", "-in", request, "-extfile", extensions),
        *("-CA", folder / "authority.crt", "-CAkey", folder / "authority.key"),
        *("-CAcreateserial", "-out", folder / f"{name}.crt"),
    )


def openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

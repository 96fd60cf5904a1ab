"""A hub of a new version on the store of the one before: refused until that is taken
over, killed while it is, then at once where the last one stopped, each record once.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sql.migration import schema_of
from sql.store import Store
from sql.version import SCHEMA
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from tests.journey.comparison import unequal
from tests.journey.test_backup import read, told
from tests.support.earlier import earlier
from tests.support.hubs import counts, produce, running_in
from tests.support.intake import Intake
from tests.support.messages import encoded
from tests.support.processes import Process, ended, python
from tests.support.programs import Program
from tests.support.stored import stored
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from streams.local.broker import LocalBroker

FIRST, ALL = 300, 420
BEFORE = 9


def made_earlier(database: Path) -> None:
    """What a hub of the version before would have left of the same messages."""
    old = earlier(database.with_name("earlier.duckdb"), BEFORE, database)
    database.with_name("board.duckdb.wal").unlink(missing_ok=True)
    old.replace(database)


def killed_while_it_copies(program: Program) -> None:
    environment = program.environment
    command = python("-m", "streams", "migrate")
    with ended(Process(command, program.home / "migrate.log", environment)) as process:
        process.start()
        half = program.home / ".board.duckdb.migrating"
        wait_for(half.exists, "the copy to be begun")
        process.kill()
    assert schema_of(program.home / "board.duckdb")[0] == str(BEFORE)


def test_a_hub_of_a_new_version_goes_on_where_the_one_before_stopped(
    broker: LocalBroker, tmp_path: Path
) -> None:
    environ = {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}
    ensure_topics(
        connection_from(environ), partitions=2, timestamp_type="LogAppendTime"
    )
    traffic = Intake().traffic(seed=31, size=ALL)
    sent = [(topic, encoded(message)) for topic, message, _ in traffic]
    with ended(Program(tmp_path / "home", broker.bootstrap)) as program:
        program.home.mkdir()
        database = program.home / "board.duckdb"
        produce(broker.bootstrap, *islice(sent, FIRST))
        program.start()
        wait_for(lambda: read(program) == FIRST, "the first to be read")
        program.kill()
        made_earlier(database)
        produce(broker.bootstrap, *islice(sent, FIRST, None))
        status, said = told(program)
        assert (status, "python -m streams migrate" in said) == (2, True)
        killed_while_it_copies(program)
        status, said = told(program, "migrate")
        assert (status, f"of schema {SCHEMA} now" in said) == (0, True), said
        program.start()
        wait_for(lambda: read(program) == ALL, "the rest to be read")
        program.stop()
    undisturbed = Store(tmp_path / "undisturbed.duckdb")
    with running_in(undisturbed, environ):
        wait_for(lambda: counts(undisturbed)["messages"] == ALL, "all once more")
    undisturbed.close()
    assert unequal(stored(database), stored(tmp_path / "undisturbed.duckdb")) == []

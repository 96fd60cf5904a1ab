"""A client other than the known one is refused in a sentence that says what to do."""

from collections import namedtuple
from typing import Any

import msgspec
import pytest

from streams.broker.fit import CLIENT, ClientMisfitError, installed, require_fit
from tests.support.processes import ROOT


def differing(**insides: Any) -> str:
    """What is said of the installed client with other insides."""
    with pytest.raises(ClientMisfitError) as refused:
        require_fit(msgspec.structs.replace(installed(), **insides))
    assert "pip install -r requirements.txt" in str(refused.value)
    return str(refused.value)


def test_the_client_that_the_requirements_pin_is_the_known_one() -> None:
    require_fit(installed())
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    name, known = CLIENT
    lines = [line for line in pinned.splitlines() if line.startswith(name)]
    assert [line.split("==")[1].split()[0] for line in lines] == [known]


def test_another_version_is_named_beside_the_known_one() -> None:
    told = differing(version="3.1.0")
    assert told.startswith("kafka-python 3.1.0 is installed")
    assert "3.0.12" in told


def test_a_call_that_takes_something_else_is_named() -> None:
    class Part(installed().part):  # type: ignore[misc]
        def take(self, n: int, timeout: int) -> None: ...

    assert "take takes ['self', 'n', 'timeout']" in differing(part=Part)


def test_a_call_that_is_gone_is_named() -> None:
    class Part(installed().part):  # type: ignore[misc]
        _unpack_records = None

    assert "_unpack_records takes None" in differing(part=Part)


def test_a_book_that_is_not_kept_is_named() -> None:
    class Part(installed().part):  # type: ignore[misc]
        @property
        def records_read(self) -> int:
            raise AttributeError

        @records_read.setter
        def records_read(self, _: int) -> None: ...

    assert "records_read is missing" in differing(part=Part)


def test_a_batch_without_what_is_read_of_it_is_named() -> None:
    assert "_buffer is missing" in differing(batch=type("Batch", (), {}))


def test_a_record_of_other_fields_is_named() -> None:
    record = namedtuple("ConsumerRecord", "topic partition offset")  # noqa: PYI024
    told = "a record is ['topic', 'partition', 'offset']"
    assert told in differing(record=record)

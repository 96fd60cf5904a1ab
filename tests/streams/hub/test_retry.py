"""What the store does not take now is kept and tried again; mistakes are not."""

import threading
from itertools import islice

import pytest

from sql.errors import StoreInvalidError, StoreMemoryError, StoreUnavailableError
from streams.broker.watch import Watch
from streams.hub.gauge import Gauge
from streams.hub.retry import Retry, _waits
from streams.hub.settings import settings_from
from streams.status import STORE_FAILING


@pytest.fixture
def gauge() -> Gauge:
    settings = settings_from({})
    return Gauge(settings, Watch(settings.connection))


class Attempt:
    """Fails as often as told, then gives "done"."""

    def __init__(self, failures: int, seen: list[str], gauge: Gauge) -> None:
        self._left = failures
        self._seen = seen
        self._gauge = gauge

    def __call__(self) -> str:
        self._seen.append(self._gauge.health().status)
        if self._left:
            self._left -= 1
            raise StoreUnavailableError("No space left on device")
        return "done"


class Impatient(threading.Event):
    """An event that nobody sets and that nobody waits for."""

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        return self.is_set()


def test_it_is_tried_until_it_succeeds_and_health_says_so_meanwhile(
    gauge: Gauge,
) -> None:
    seen: list[str] = []
    again: list[int] = []
    told: list[str] = []
    retry = Retry(gauge, Impatient(), told.append)
    attempt = Attempt(3, seen, gauge)
    assert retry.until_done(attempt, before_again=lambda: again.append(1)) == "done"
    assert seen[1:] == [STORE_FAILING] * 3
    assert len(again) == 3
    assert told == ["No space left on device"]
    health = gauge.health()
    assert (health.store_errors, health.alarms) == (3, [])


def test_a_hub_that_is_told_to_stop_waits_no_longer(gauge: Gauge) -> None:
    stopping = threading.Event()
    stopping.set()
    assert Retry(gauge, stopping, print).until_done(Attempt(99, [], gauge)) is None


@pytest.mark.parametrize("error", [StoreInvalidError("gave up"), KeyError("mistake")])
def test_what_time_does_not_heal_ends_the_hub(gauge: Gauge, error: Exception) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)):
        Retry(gauge, threading.Event(), print).until_done(fail)


def test_a_shortage_of_memory_is_handed_back_when_there_can_be_less(
    gauge: Gauge,
) -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise StoreMemoryError("Out of Memory Error")

    with pytest.raises(StoreMemoryError):
        Retry(gauge, Impatient(), print).until_done(fail, can_be_less=True)
    assert len(tries) == 2


def test_the_waits_grow_to_ten_seconds() -> None:
    assert list(islice(_waits(), 6)) == [1, 2, 4, 8, 10, 10]

"""An error that ends a thread ends the process, unless somebody waits for it anyway."""

import threading
from collections.abc import Iterator

import pytest

from streams.hub.failing import CLIENT_THREADS, START_ANEW, end_with_any_thread


@pytest.fixture
def statuses() -> Iterator[list[int]]:
    """Give the statuses that the process would have ended with."""
    before, ends = threading.excepthook, list[int]()
    end_with_any_thread(end=ends.append)
    yield ends
    threading.excepthook = before


def fail_in(name: str) -> None:
    def fail() -> None:
        raise OSError("what nobody foresaw")

    thread = threading.Thread(target=fail, name=name)
    thread.start()
    thread.join()


def test_a_thread_of_ours_takes_the_process_with_it_and_says_why(
    statuses: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    fail_in("watch")
    assert statuses == [START_ANEW]
    assert "thread failed thread=watch" in caplog.text
    assert "OSError: what nobody foresaw" in caplog.text


def test_a_thread_of_a_client_is_told_of_and_left_to_whoever_waits_for_it(
    statuses: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    fail_in(f"{CLIENT_THREADS}kafka-python-1")
    assert statuses == []
    assert "OSError: what nobody foresaw" in caplog.text

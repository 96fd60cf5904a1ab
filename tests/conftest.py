"""What all tests share: one broker and one browser a worker; and which run when.

A test is marked by what it stands on. What has no mark is `quick` and runs first.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from streams.local.broker import LocalBroker
from tests.support.broker import broker_in, empty, library
from tests.support.browser import chromium, fresh, showing
from tests.support.processes import Process

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from playwright.sync_api import Playwright

TESTS = Path(__file__).parent
# To note that it gives a connection up, kafka-python reads the address of a socket that
# another thread may have closed: pytest makes of its failing log a failing test.
logging.getLogger("kafka.net.transport").setLevel(logging.CRITICAL)
FIXTURES = {
    "broker": {"kafka_library", "cluster"},
    "browser": {"playwright"},
    "program": {"stack", "program", "feeding", "embedded", "start", "board"},
}
"""A test that has one of these, directly or not, stands on that."""
FOLDERS = {"journey": ("broker", "program")}
LAST_SAID = 2_000
HEAVY = {"broker", "browser", "program", "alone"}


def pytest_itemcollected(item: pytest.Item) -> None:
    for mark in _stands_on(item):
        item.add_marker(mark)
    if not _is_heavy(item):
        item.add_marker("quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser last: while it is open, its thread has an event loop that runs,
    and no test can start one of its own there. The few heavy ones that are quick come
    first, or one worker would wait for them at the end.
    """
    items.sort(key=lambda item: (_has(item, "browser"), -_has(item, "program")))


def _has(item: pytest.Item, mark: str) -> bool:
    return item.get_closest_marker(mark) is not None


def _stands_on(item: pytest.Item) -> Iterator[str]:
    fixtures = set(getattr(item, "fixturenames", ()))
    for mark, names in FIXTURES.items():
        if names & fixtures:
            yield mark
    yield from FOLDERS.get(item.path.relative_to(TESTS).parts[0], ())


def _is_heavy(item: pytest.Item) -> bool:
    return any(mark.name in HEAVY for mark in item.iter_markers())


@pytest.fixture(autouse=True)
def _quick_tests_start_nothing(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not _is_heavy(request.node):
        for starts in (Process, LocalBroker):
            monkeypatch.setattr(starts, "start", _refuse)


def _refuse(*_: object) -> None:
    raise AssertionError(f"a test that starts this has a mark: {sorted(HEAVY)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell of a failed test what its pages showed and what its programs said last:
    nothing of it is kept.
    """
    report = yield
    if call.when == "call" and report.failed:
        for context in _windows_of(item):
            report.sections += [("page", text) for text in showing(context)]
        report.sections += _last_said(item)
    return report


def _last_said(item: pytest.Item) -> list[tuple[str, str]]:
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    # What a broker calls logs are segments, named by numbers.
    logs = sorted(folder.rglob("[!0-9]*.log")) if folder else []
    return [(log.name, log.read_text(errors="replace")[-LAST_SAID:]) for log in logs]


def _windows_of(item: pytest.Item) -> list[BrowserContext]:
    given = getattr(item, "funcargs", {}).values()
    pages = [one.context for one in given if isinstance(one, Page)]
    windows = [one for one in given if isinstance(one, BrowserContext)]
    opened = [one for browser in _browsers_of(given) for one in browser.contexts]
    return list(dict.fromkeys(pages + windows + opened))


def _browsers_of(given: Iterable[object]) -> Iterator[Browser]:
    return (one for one in given if isinstance(one, Browser))


@pytest.fixture(scope="session")
def kafka_library() -> Path:
    return library()


@pytest.fixture(scope="session")
def shared_broker(
    kafka_library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalBroker]:
    with broker_in(tmp_path_factory.mktemp("kafka"), kafka_library) as broker:
        yield broker


@pytest.fixture
def broker(shared_broker: LocalBroker) -> LocalBroker:
    """Give a broker that runs and has no topics; it may be killed or emptied."""
    empty(shared_broker)
    return shared_broker


@pytest.fixture(scope="module")
def kafka_broker(shared_broker: LocalBroker) -> str:
    """Give the address of a broker that runs, for all the tests of a module."""
    empty(shared_broker)
    return shared_broker.bootstrap


@pytest.fixture
def own_broker(kafka_library: Path, tmp_path: Path) -> Iterator[LocalBroker]:
    """Give a broker of one test's own that was never started."""
    with broker_in(tmp_path / "kafka", kafka_library) as broker:
        yield broker


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Give a browser without WebGL: its pages are whole but for their maps."""
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give windows that know nothing of other tests."""
    with fresh(browser) as context:
        yield context


@pytest.fixture
def lone_context() -> Iterator[BrowserContext]:
    """Give windows of a browser that is gone after the test."""
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        fresh(browser) as context,
    ):
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def map_context(playwright: Playwright) -> Iterator[BrowserContext]:
    """Give windows in which maps are drawn."""
    with chromium(playwright, draws_maps=True) as browser, fresh(browser) as context:
        yield context


@pytest.fixture
def map_page(map_context: BrowserContext) -> Page:
    return map_context.new_page()

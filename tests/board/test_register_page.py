"""The page of registration through Streamlit's own test harness: a form is told what is
wrong, sent once, kept where the broker is away, and looked up before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs
from streamlit.testing.v1 import AppTest

from board import service
from board.components import registering
from board.components.registering_state import KEPT, State
from board.desk import waiting
from board.desk.registering import Registrar
from board.look.texts import texts
from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from board.web import server
from streams.broker.outbox import OutboxError
from streams.clock import now
from streams.privacy.parties import party_hash
from streams.privacy.party_key import SETTING
from tests.support.city import City
from tests.support.doors import Shut
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot

WORDS = texts("zh")
VILLAGE = "421321101001"
TOLD = "两户邻居因排水沟走向争吵"


class Wire:
    """An outbox whose messages a hub reads at once, while the way is open."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.keys: list[bytes] = []
        self.is_open = True

    def send(self, topic: str, key: bytes, value: bytes) -> Wire:
        if not self.is_open:
            raise OutboxError("no way")
        self.keys.append(key)
        at = now()
        stamp = round(at.timestamp() * 1000)
        offset = len(self.keys)
        self.city.take([(topic, 0, None, offset, stamp, 0, b"", value, ())], at)
        return self

    def wait(self) -> None:
        """Nothing is ever on its way."""


@pytest.fixture
def wire() -> Wire:
    return Wire(City(ready_store()))


@pytest.fixture
def door(wire: Wire) -> Shut:
    return Shut(wire.city.store)


@pytest.fixture(autouse=True)
def running(
    snapshot: Snapshot,
    wire: Wire,
    door: Shut,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Service:
    monkeypatch.setattr(waiting, "ASK_UP_TO_S", 0.2)
    key = tmp_path / "party.key"
    key.write_bytes(bytes(32))
    key.chmod(0o600)
    settings = settings_from(
        {"CGC_HOME": str(tmp_path), "CGC_PARTY_KEY_FILE": str(key)}
    )
    running = service.install(Service(settings, door, PAGES))
    running.maker.snapshot = snapshot
    running.registrar = Registrar(wire, running.reads)  # type: ignore[arg-type]
    return running


def opened(**query: str) -> AppTest:
    test = AppTest.from_file(str(server.SHELL), default_timeout=60)
    for name, value in {"role": "staff", "kind": "dispute", **query}.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/register.py").run()


def state(test: AppTest) -> State:
    found: State = test.session_state[KEPT]
    return found


def fill(test: AppTest, **said: Any) -> None:
    values = {"category": "17", "division_code": VILLAGE, "title": TOLD} | said
    for field, value in values.items():
        key = f"register_{state(test).token}_{field}"
        kind = test.selectbox if field in {"category", "division_code"} else None
        (kind or test.text_input)(key=key).set_value(value)


def click(test: AppTest, label: str) -> None:
    next(one for one in test.button if one.label == WORDS(label)).click()
    test.run()
    assert not test.exception


def told(test: AppTest) -> list[str]:
    return [one.value for one in test.text]


def test_what_is_wrong_is_told_beside_its_field_and_nothing_goes(wire: Wire) -> None:
    test = opened()
    fill(test, title="", occurred_at="bald")
    click(test, "register.send")
    assert told(test).count(WORDS("fault.missing")) == 1
    assert WORDS("fault.no_moment") in told(test)
    assert wire.keys == []


def test_a_form_is_sent_and_the_next_one_is_empty(wire: Wire) -> None:
    test = opened()
    token = state(test).token
    fill(test)
    click(test, "register.send")
    assert wire.keys == [f"center-{token}".encode()]
    landed = state(test).landed
    assert landed is not None
    assert landed.title == TOLD
    assert state(test).token != token
    assert state(test).done == token
    key = f"register_{state(test).token}_title"
    assert test.text_input(key=key).value == ""


def test_what_may_be_the_same_is_shown_before_anything_goes(wire: Wire) -> None:
    test = opened()
    for _ in range(2):
        fill(test)
        click(test, "register.send")
    assert len(wire.keys) == 1
    assert TOLD in told(test)
    assert [one.title for one in state(test).likely] == [TOLD]
    click(test, "register.go_on")
    assert len(wire.keys) == len({*wire.keys}) == 1 + 1
    assert state(test).ready is None


def test_the_same_party_with_other_words_may_be_the_same_matter(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(
        registering, "keep_draft", lambda _, __, keys, ___: kept.append(keys)
    )
    test = opened()
    fill(test, party="王小明 13812345678")
    click(test, "register.send")
    fill(test, party="138 1234 5678", title="欠薪八个月")
    click(test, "register.send")
    assert [one.is_same_party for one in state(test).likely] == [True]
    assert len(wire.keys) == 1
    assert kept
    assert all("title" in keys and "party" not in keys for keys in kept)
    assert "13812345678" not in str(test.query_params)


def test_without_a_key_the_form_says_why_it_asks_for_no_party(
    running: Service,
) -> None:
    running.settings = structs.replace(running.settings, party_key=None)
    test = opened()
    assert WORDS("register.no_party", setting=SETTING) in told(test)
    assert not [one for one in test.text_input if one.label == WORDS("field.party")]


def test_without_an_answer_of_the_hub_a_person_decides(wire: Wire, door: Shut) -> None:
    test = opened()
    fill(test)
    door.is_shut = True
    click(test, "register.send")
    assert WORDS("register.unknown") in told(test)
    assert wire.keys == []
    click(test, "register.go_on")
    assert len(wire.keys) == 1
    assert [one.value for one in test.info] == [WORDS("register.on_its_way")]
    door.is_shut = False
    test.run()
    assert state(test).landed is not None


def test_what_the_broker_did_not_take_is_sent_again_as_the_same_item(
    wire: Wire,
) -> None:
    test = opened()
    token = state(test).token
    fill(test)
    wire.is_open = False
    click(test, "register.send")
    assert WORDS("register.failed", error="no way") in [one.value for one in test.error]
    wire.is_open = True
    click(test, "register.send")
    assert wire.keys == [f"center-{token}".encode()]


def test_a_correction_holds_what_the_item_says_and_is_its_next_version() -> None:
    test = opened()
    fill(test, party="王小明 13812345678")
    click(test, "register.send")
    landed = state(test).landed
    assert landed is not None
    assert landed.party_hash == party_hash("13812345678", bytes(32))
    test = opened(id=landed.item_id)
    key = f"register_{state(test).token}_title"
    assert test.text_input(key=key).value == TOLD
    test.text_input(key=key).set_value("改了标题")
    click(test, "register.send")
    corrected = state(test).landed
    assert corrected is not None
    assert (corrected.version, corrected.title) == (landed.version + 1, "改了标题")
    assert corrected.case_number == landed.case_number
    assert corrected.party_hash == landed.party_hash
    assert "id" not in test.query_params


@pytest.mark.parametrize("item_id", ["nobody", "x y", "' or 1=1"])
def test_what_cannot_be_corrected_is_told(wire: Wire, item_id: str) -> None:
    test = opened(id=item_id)
    assert [one.value for one in test.error] == [WORDS("correct.impossible")]
    assert wire.keys == []


@pytest.mark.parametrize(
    ("role", "has_form", "has_import"),
    [
        ("staff", True, True),
        ("duty_officer", True, False),
        ("administrator", False, True),
    ],
)
def test_each_role_sees_what_it_may_do(
    role: str, *, has_form: bool, has_import: bool
) -> None:
    test = opened(role=role)
    assert not test.exception
    labels = {one.label for one in test.button}
    assert (WORDS("register.send") in labels) is has_form
    headers = {one.value for one in test.header}
    assert (WORDS("import.title") in headers) is has_import

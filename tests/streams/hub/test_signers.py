"""The hub's start with lists of signers, and what it tells of them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sql.store import Store
from streams.events import HANDLING_TOPIC, TOPICS
from streams.hub.settings import settings_from
from streams.hub.signers import (
    SENDERS_TIME,
    SIGNER_ENDS,
    SIGNERS_CHANGED,
    by_senders_time,
    ending,
    judged_anew,
    signatures_of,
)
from streams.intake.admission import admit
from streams.intake.decode import Reject
from streams.intake.signatures import UNKNOWN
from streams.signing.lists import (
    ACCEPT,
    OFF,
    REQUIRE,
    Lists,
    Signer,
    SignersError,
)
from tests.streams.landing.test_positions import cluster
from tests.support.intake import Intake
from tests.support.ready import ready_store
from tests.support.signing import (
    AT,
    BEGIN,
    admission,
    asked,
    key,
    message,
    signatures_with,
    signed,
    signer,
    write_lists,
)

DAY = timedelta(days=1)
CITY = signer("city")
AFTER = AT + timedelta(seconds=1)
STEPS = asked(ACCEPT, HANDLING_TOPIC)


def start(store: Store, folder: Path, lists: Lists) -> Any:
    environ = write_lists(folder, lists.signers, lists.policies)
    return signatures_of(store, settings_from(environ))


def edition(store: Store) -> str:
    return str(store.query("edition").column("edition")[0].as_py())


def alarms(store: Store) -> list[tuple[str, str]]:
    rows = store.query("alarms", row_limit=9).to_pylist()
    return [(row["alarm"], row["detail"]) for row in rows]


def test_without_lists_all_is_as_before() -> None:
    store = ready_store()
    before = edition(store)
    assert signatures_of(store, settings_from({})) is None
    assert (edition(store), alarms(store)) == (before, [])


@pytest.mark.parametrize("name", ["CGC_SIGNERS", "CGC_SIGNED_TOPICS"])
def test_an_empty_name_of_a_list_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is empty"):
        settings_from({name: ""})


def test_a_bad_list_keeps_the_hub_from_starting_in_words(tmp_path: Path) -> None:
    wrong = Lists((signer("city", center_code="421399000000"),), asked(ACCEPT))
    with pytest.raises(SignersError, match="line 2: center 421399000000 is not in"):
        start(ready_store(), tmp_path, wrong)


def test_hubs_with_the_same_lists_have_the_same_edition(tmp_path: Path) -> None:
    plain, one, other = ready_store(), ready_store(), ready_store()
    for store in (one, other):
        start(store, tmp_path, Lists((CITY,), asked(ACCEPT)))
    assert edition(one) == edition(other) != edition(plain)
    start(other, tmp_path, Lists((CITY,), asked(REQUIRE)))
    assert edition(other) != edition(one)
    signatures_of(other, settings_from({}))
    assert edition(other) == edition(plain)


def test_who_changes_the_past_of_a_list_hears_it(tmp_path: Path) -> None:
    intake = Intake()
    intake.event("incident", at=AT)
    start(intake.store, tmp_path, Lists((CITY,), asked(ACCEPT, since=AT + DAY)))
    assert alarms(intake.store) == []
    late = Lists((CITY,), (*asked(ACCEPT, HANDLING_TOPIC), *asked(ACCEPT, since=AFTER)))
    start(intake.store, tmp_path, late)
    told = alarms(intake.store)
    assert {code for code, _ in told} == {SIGNERS_CHANGED}
    assert any(words.startswith("accept of cgc.handling") for _, words in told)
    start(intake.store, tmp_path, late)
    assert alarms(intake.store) == told


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ((CITY,), (CITY,), False),
        ((CITY,), (signer("city", note="市", line=3),), False),
        ((CITY,), (), True),
        ((), (CITY,), True),
        ((CITY,), (signer("city", below=False),), True),
        ((CITY,), (signer("city", valid_until=AFTER),), False),
        ((CITY,), (signer("city", valid_until=AT),), True),
        ((CITY,), (CITY, signer("new", valid_from=AFTER)), False),
    ],
)
def test_a_key_is_told_if_messages_were_judged_by_another_line_of_it(
    before: tuple[Signer, ...], after: tuple[Signer, ...], *, is_told: bool
) -> None:
    words = judged_anew(Lists(before, STEPS), Lists(after, STEPS), AT)
    assert [word.startswith("key city says") for word in words] == [True] * is_told
    assert judged_anew(Lists(before, STEPS), Lists(after, STEPS), None) == []
    for unasked in ((), asked(OFF), asked(ACCEPT, since=AFTER)):
        assert judged_anew(Lists(before, unasked), Lists(after, unasked), AT) == []


def test_a_step_is_told_if_messages_were_judged_by_another_one() -> None:
    steps, none = Lists((CITY,), STEPS), Lists((CITY,))
    for before, after in ((steps, none), (none, steps)):
        [words] = judged_anew(before, after, AT)
        assert words.startswith("accept of cgc.handling")
    more = Lists((CITY,), (*STEPS, *asked(REQUIRE, since=AFTER)))
    assert judged_anew(steps, more, AT) == []


def test_a_list_that_was_only_added_to_gives_the_same_verdicts_again() -> None:
    ended = signer("city", valid_until=AFTER)
    first = signatures_with(Lists((CITY,), STEPS))
    later_lists = Lists((ended, signer("new", valid_from=AFTER)), STEPS)
    assert judged_anew(first.lists, later_lists, AT) == []
    sent = [
        signed(key(name), HANDLING_TOPIC, message(HANDLING_TOPIC, **fields))
        for name in ("city", "new", "nobody")
        for fields in ({}, {"acting_center": "421381000000"})
    ]
    verdicts = [
        [_reason(admit(record, AT, msgspec.structs.replace(held))) for record in sent]
        for held in (
            admission(CITY, policies=STEPS),
            admission(*later_lists.signers, policies=STEPS),
        )
    ]
    known, again = verdicts
    assert known[:2] == again[:2] == ["", ""]
    assert known[2:] == [UNKNOWN] * 4
    assert again[2:] == ["signer_ended"] * 2 + [UNKNOWN] * 2


def _reason(decoded: Any) -> str:
    return decoded.reason if isinstance(decoded, Reject) else ""


def test_a_key_that_ends_soon_without_a_successor_is_told() -> None:
    soon = signer("city", valid_until=AT + 30 * DAY)
    told = ending(Lists((soon,)), AT)
    assert [(one.alarm, one.detail.split(":")[0]) for one in told] == [
        (SIGNER_ENDS, "key city ends at 2026-12-01 08")
    ]
    assert ending(Lists((soon,)), AT - DAY) == []
    assert ending(Lists((soon,)), AT + 30 * DAY) == []
    assert ending(Lists((soon, signer("new", valid_from=AT))), AT) == []
    weaker = signer("new", agency_code="fire")
    late = signer("late", valid_from=AT + 31 * DAY)
    assert len(ending(Lists((soon, weaker, late)), AT)) == 1


def test_a_topic_that_bears_its_senders_time_is_told_where_it_matters() -> None:
    topics = cluster("a", 1)
    [topic] = [one.topic for one in topics.topics if one.topic in TOPICS]
    by_sender = msgspec.structs.replace(
        topics,
        topics=tuple(
            msgspec.structs.replace(one, timestamp_type="CreateTime")
            for one in topics.topics
        ),
    )
    asks = signatures_with(Lists((CITY,), asked(REQUIRE, topic)))
    assert [one.alarm for one in by_senders_time(asks, by_sender, AT)] == [SENDERS_TIME]
    assert by_senders_time(asks, by_sender, BEGIN - DAY) == []
    assert by_senders_time(asks, None, AT) == []
    takes = signatures_with(Lists((CITY,), asked(ACCEPT, topic)))
    assert by_senders_time(takes, by_sender, AT) == []

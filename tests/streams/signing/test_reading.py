"""The two lists out of their files: good lines are read, bad ones are named."""

import csv
import io
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from streams.events import DESK_TOPIC, HANDLING_TOPIC, TOPICS
from streams.signing.lists import (
    POLICY_COLUMNS,
    SIGNER_COLUMNS,
    Lists,
    SignersError,
)
from streams.signing.reading import lists_from
from tests.support.signing import AT, asked, key, signer, write_lists

GOOD = {
    "key_id": "city",
    "public_key": key("city").public_key,
    "center_code": "421300000000",
    "below": "yes",
    "agency_code": "*",
    "topics": "*",
    "sources": "*",
    "valid_from": "2026-12-01T00:00:00+08:00",
    "valid_until": "2027-12-01T00:00:00+08:00",
    "note": "市平台",
}
STEP = {
    "topic": HANDLING_TOPIC,
    "policy": "accept",
    "valid_from": "2026-12-01T00:00:00+08:00",
    "note": "",
}


def file_of(path: Path, columns: tuple[str, ...], *rows: dict[str, str]) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def read(folder: Path, *rows: dict[str, str], steps: int = 1) -> Lists:
    return lists_from(
        file_of(folder / "signers.csv", SIGNER_COLUMNS, *rows),
        file_of(folder / "topics.csv", POLICY_COLUMNS, *[STEP] * steps),
    )


def test_without_files_nothing_is_asked() -> None:
    assert lists_from(None, None) == Lists()


def test_a_good_line_says_what_it_says(tmp_path: Path) -> None:
    [found] = read(tmp_path, GOOD).signers
    assert (found.key_id, found.below, found.agency_code) == ("city", True, "*")
    assert found.topics == frozenset(TOPICS)
    assert found.may_send("grid")
    assert found.line == 2


def test_lists_come_back_as_they_were_written(tmp_path: Path) -> None:
    signers = (
        signer("city", valid_until=AT),
        signer("fire", agency_code="fire", topics=frozenset({HANDLING_TOPIC})),
    )
    written = write_lists(tmp_path, signers, asked("require", DESK_TOPIC))
    found = lists_from(*map(Path, written.values()))
    assert found.edition() == Lists(signers, asked("require", DESK_TOPIC)).edition()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key_id": "City"}, "no id of a key"),
        ({"key_id": ""}, "no id of a key"),
        ({"public_key": "AAAA"}, "python -m streams key"),
        ({"public_key": "不是"}, "python -m streams key"),
        ({"center_code": "4213"}, "its 12 digits"),
        ({"below": "1"}, "write yes or no"),
        ({"topics": ""}, "for all, or some of"),
        ({"topics": "cgc.other"}, "for all, or some of"),
        ({"sources": ""}, "name the sources"),
        ({"valid_from": ""}, "write 2026-12-01"),
        ({"valid_from": "2026-12-01T00:00:00"}, "without its offset"),
        ({"valid_until": "2026-11-30T00:00:00+08:00"}, "lies before valid_from"),
        ({"valid_until": "soon"}, "write 2026-12-01"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(
    tmp_path: Path, wrong: dict[str, str], said: str
) -> None:
    with pytest.raises(SignersError, match=r"^CGC_SIGNERS=.* line 3: ") as refused:
        read(tmp_path, GOOD, {**GOOD, "key_id": "other", **wrong})
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"topic": "cgc.other"}, "is no topic: one of"),
        ({"policy": "yes"}, "is no policy: one of off accept require"),
        ({"valid_from": "today"}, "write 2026-12-01"),
    ],
)
def test_a_bad_step_is_named_with_its_remedy(
    tmp_path: Path, wrong: dict[str, str], said: str
) -> None:
    path = file_of(tmp_path / "topics.csv", POLICY_COLUMNS, STEP, {**STEP, **wrong})
    with pytest.raises(
        SignersError, match=r"^CGC_SIGNED_TOPICS=.* line 3: "
    ) as refused:
        lists_from(None, path)
    assert said in str(refused.value)


def test_a_key_id_is_there_once(tmp_path: Path) -> None:
    with pytest.raises(SignersError, match="line 2: city is there twice"):
        read(tmp_path, GOOD, GOOD)


def test_signatures_are_asked_for_only_with_keys(tmp_path: Path) -> None:
    with pytest.raises(SignersError, match="no key is known"):
        read(tmp_path)
    assert read(tmp_path, steps=0) == Lists()


def test_a_file_that_is_not_there_or_no_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(SignersError, match=r"CGC_SIGNERS=.*No such file"):
        lists_from(tmp_path / "none.csv", None)
    other = file_of(tmp_path / "other.csv", POLICY_COLUMNS)
    with pytest.raises(SignersError, match="line 1: the header must be key_id,"):
        lists_from(other, None)
    other.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SignersError, match="no CSV in UTF-8"):
        lists_from(other, None)


def test_a_list_that_anybody_may_write_is_none(tmp_path: Path) -> None:
    path = file_of(tmp_path / "signers.csv", SIGNER_COLUMNS, GOOD)
    path.chmod(path.stat().st_mode | stat.S_IWOTH)
    with pytest.raises(SignersError, match="chmod o-w"):
        lists_from(path, None)


def test_the_edition_is_of_what_decides() -> None:
    city, other = signer("city"), signer("other", valid_until=AT)
    edition = Lists((city, other), asked("accept")).edition()
    assert Lists((other, city), asked("accept")[::-1]).edition() == edition
    noted = signer("city", note="市", line=9)
    assert Lists((noted, other), asked("accept")).edition() == edition
    later = signer("other", valid_until=AT + timedelta(seconds=1))
    assert Lists((city, later), asked("accept")).edition() != edition
    assert Lists((city, other), asked("require")).edition() != edition

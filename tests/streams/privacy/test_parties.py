"""A party is a keyed hash: the same however it was written, nobody without the key."""

from __future__ import annotations

import hashlib
import hmac
import pickle
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from streams.events import Hash
from streams.privacy.parties import PartyKey, identity_of, is_masked, party_hash
from streams.privacy.party_key import SETTING, party_key

if TYPE_CHECKING:
    from pathlib import Path

SECRET = bytes(range(32))
CARD = "42130219800101123x"


@pytest.mark.parametrize(
    ("said", "identity"),
    [
        ("42130219800101123X", CARD),
        (" 421302 19800101 123x ", CARD),
        ("４２１３０２１９８００１０１１２３Ｘ", CARD),
        ("王小明 42130219800101123X 13812345678", CARD),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("王小明（13812345678）", "13812345678"),
        ("王 小明", "王小明"),
        ("阿卜杜·热合曼", "阿卜杜热合曼"),
        ("Smith  J.", "smithj"),
        ("王小明、李四", "王小明"),
        ("，王小明；李四", "王小明"),
        ("0722-3312345", "07223312345"),
    ],
)
def test_a_party_is_the_same_however_it_was_written(said: str, identity: str) -> None:
    assert identity_of(said) == identity


@pytest.mark.parametrize("said", ["", " ", "无", "—", "/", "不详", "N/A", "（匿名）"])
def test_nobody_is_nobody(said: str) -> None:
    assert identity_of(said) == ""


@given(some.text(max_size=60))
def test_an_identity_is_its_own_identity(said: str) -> None:
    once = identity_of(said)
    assert identity_of(once) in {once, ""}


def test_what_was_masked_may_be_anybodys() -> None:
    assert is_masked("王**")
    assert is_masked("138＊＊＊＊5678")
    assert not is_masked("王小明")


@given(some.text(max_size=60), some.binary(min_size=32, max_size=80))
def test_a_hash_is_what_the_contract_takes_and_any_system_can_make(
    identity: str, key: bytes
) -> None:
    found = msgspec.convert(party_hash(identity, key), Hash)
    assert found == hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()
    assert PartyKey(key).hash_of(identity) == found


def test_another_key_makes_another_hash() -> None:
    assert party_hash(CARD, SECRET) != party_hash(CARD, SECRET[::-1])


def test_nothing_that_is_written_shows_the_key() -> None:
    key = PartyKey(SECRET)
    assert f"{key!r} {key}" == "PartyKey() PartyKey()"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        msgspec.json.encode(key)


def test_a_key_is_read_from_a_file_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(SECRET + b"\n")
    path.chmod(0o600)
    found = party_key(str(path))
    assert found is not None
    assert found.hash_of(CARD) == party_hash(CARD, SECRET)
    assert party_key("") is None


@pytest.mark.parametrize(
    ("secret", "mode", "why"),
    [
        (SECRET, 0o640, "open to others: chmod 600"),
        (SECRET, 0o604, "open to others: chmod 600"),
        (SECRET[1:], 0o600, "31 bytes, and at least 32"),
        (b"\n" * 40, 0o600, "0 bytes"),
        (None, 0o600, "No such file"),
    ],
)
def test_a_file_that_will_not_do_is_named_with_its_setting(
    tmp_path: Path, secret: bytes | None, mode: int, why: str
) -> None:
    path = tmp_path / "key"
    if secret is not None:
        path.write_bytes(secret)
        path.chmod(mode)
    with pytest.raises(ValueError, match=f"{SETTING}={path}") as told:
        party_key(str(path))
    assert why in str(told.value)
    assert SECRET.decode("latin-1") not in str(told.value)

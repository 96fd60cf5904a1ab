"""`make run` makes a key of parties once, and leaves one that was set alone."""

import stat
from pathlib import Path

from streams.local.party_key import NAME, SETTING, keyed
from streams.privacy.party_key import party_key


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    home, said = tmp_path / "var", list[str]()
    given = keyed(home, {}, said.append)
    path = home / NAME
    assert given == {SETTING: str(path)}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = path.read_bytes()
    assert keyed(home, {}, said.append) == given
    assert path.read_bytes() == first
    assert len(said) == 1
    assert first.decode().strip() not in said[0]
    assert party_key(str(path)) is not None


def test_a_key_that_was_half_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "party.new").write_text("half")
    keyed(tmp_path, {}, print)
    assert party_key(str(tmp_path / NAME)) is not None
    assert not (tmp_path / "party.new").exists()


def test_a_key_that_is_set_is_used(tmp_path: Path) -> None:
    assert keyed(tmp_path, {SETTING: "/etc/cgc/party.key"}, print) == {}
    assert not (tmp_path / NAME).exists()

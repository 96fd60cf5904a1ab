"""The private key in its file, and the program that makes one."""

import csv
import io
import stat
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from board.settings import settings_from as board_settings
from streams.__main__ import main
from streams.events import HANDLING_TOPIC
from streams.signing.key import SETTING, SigningKey, signing_key
from streams.signing.lists import SIGNER_COLUMNS
from streams.signing.reading import lists_from
from tests.support.signing import key

CITY = ("--center", "421300000000")


def test_without_a_name_there_is_no_key() -> None:
    assert signing_key("") is None


def test_a_key_comes_back_from_its_file_which_is_its_owners_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "other-name.pem"
    key("city").write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = signing_key(str(path))
    assert found is not None
    assert (found.key_id, found.public_key) == ("city", key("city").public_key)


def test_a_bare_key_is_called_as_its_file(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    raw, pem = tmp_path / "fire.key", tmp_path / "police.pem"
    raw.write_bytes(private.private_bytes_raw())
    pem.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    for path in (raw, pem):
        path.chmod(0o600)
        found = signing_key(str(path))
        assert found is not None
        assert found.key_id == path.stem
        assert b64decode(found.public_key) == private.public_key().public_bytes_raw()


def test_a_file_that_holds_no_such_key_is_named_and_never_told(tmp_path: Path) -> None:
    path = tmp_path / "secret.pem"
    with pytest.raises(ValueError, match=r"CGC_SIGNING_KEY=.*No such file"):
        signing_key(str(path))
    foreign = generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for held in (foreign, b"a secret of another kind", b""):
        path.write_bytes(held)
        path.chmod(0o600)
        with pytest.raises(ValueError, match="holds no Ed25519 key") as refused:
            signing_key(str(path))
        assert "secret of another" not in str(refused.value)
    path.chmod(0o640)
    with pytest.raises(ValueError, match="chmod 600"):
        signing_key(str(path))


def test_the_board_signs_with_the_key_that_its_settings_name(tmp_path: Path) -> None:
    path = tmp_path / "board.pem"
    key("board").write(path)
    assert board_settings({}).signing_key is None
    found = board_settings({SETTING: str(path)}).signing_key
    assert found is not None
    assert found.key_id == "board"
    with pytest.raises(ValueError, match=r"CGC_SIGNING_KEY=.*No such file"):
        board_settings({SETTING: str(tmp_path / "none.pem")})


def test_the_program_makes_a_key_and_the_line_that_the_list_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fire-1.pem"
    power = (*CITY, "--below", "--agency", "fire", "--header", "--out", str(path))
    assert main(["key", "fire-1", *power]) == 0
    printed = capsys.readouterr().out
    signers = tmp_path / "signers.csv"
    signers.write_text(printed)
    [line] = lists_from(signers, None).signers
    made = signing_key(str(path))
    assert made is not None
    assert (line.key_id, line.public_key) == (made.key_id, made.public_key)
    assert (line.agency_code, line.below) == ("fire", True)
    assert line.topics == {HANDLING_TOPIC}
    [row] = csv.DictReader(io.StringIO(printed))
    assert tuple(row) == SIGNER_COLUMNS
    assert "PRIVATE" not in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Fire", *CITY), "no id of a key"),
        (("fire", "--center", "1"), "its 12 digits"),
        (("fire", *CITY, "--topic", "cgc.incidents"), "name the sources"),
        (("fire", *CITY, "--from", "today"), "write 2026-12-01"),
    ],
)
def test_the_program_makes_no_key_that_the_list_would_not_take(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    path = tmp_path / "key.pem"
    assert main(["key", *words, "--out", str(path)]) == 2
    assert said in capsys.readouterr().err
    assert not path.exists()


def test_the_program_replaces_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "city.pem"
    key("city").write(path)
    held = path.read_bytes()
    assert main(["key", "city", *CITY, "--out", str(path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert path.read_bytes() == held


def test_two_keys_are_never_the_same() -> None:
    assert SigningKey.made("a").public_key != SigningKey.made("a").public_key

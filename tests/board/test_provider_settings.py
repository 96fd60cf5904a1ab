"""What the file of a provider must say, and what is told of one that does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.settings import settings_from

GOOD = {
    "issuer": "https://sso.example.gov.cn/realms/city",
    "client_id": "cgc-board",
    "client_secret": "never-told",
    "redirect": "https://board.example.gov.cn/",
}


def file(folder: Path, text: str = "", **more: str) -> Path:
    path = folder / "provider.toml"
    lines = (f'{key} = "{one}"\n' for key, one in (GOOD | more).items())
    path.write_text(text or "".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


def told(path: Path, **more: str) -> str:
    given = {"CGC_USERS": "users.csv", "CGC_HTTPS": "1", "CGC_OIDC": str(path)} | more
    with pytest.raises(ValueError, match="CGC_OIDC") as fault:
        settings_from({key: one for key, one in given.items() if one != "unset"})
    assert "never-told" not in str(fault.value)
    return str(fault.value)


def test_a_file_that_fits_is_read_once_and_there_is_none_without_the_setting(
    tmp_path: Path,
) -> None:
    given = {"CGC_USERS": "users.csv", "CGC_HTTPS": "1"}
    plain = settings_from(given).logins
    assert plain
    assert plain.provider is None
    logins = settings_from(given | {"CGC_OIDC": str(file(tmp_path))}).logins
    assert logins
    assert logins.provider
    found = logins.provider
    assert found.issuer == GOOD["issuer"]
    assert found.returns_to == "https://board.example.gov.cn/sso-return"
    assert (found.name_claim, found.button) == ("preferred_username", "")


@pytest.mark.parametrize(
    ("more", "place", "remedy"),
    [
        ({"issuer": "http://sso.example.gov.cn"}, "line 1", "https"),
        ({"issuer": "https://sso.example.gov.cn/?a=b"}, "line 1", "without query"),
        ({"issuer": "https://u:p@sso.example.gov.cn"}, "line 1", "https"),
        ({"redirect": "board.example.gov.cn"}, "line 4", "https"),
        ({"redirect": "http://127.0.0.1:8501"}, "line 4", "CGC_HTTPS=1"),
        ({"client_id": " "}, "line 2", "is empty"),
        ({"name_claim": ""}, "line 5", "is empty"),
        ({"colour": "red"}, "line 5", "unknown field"),
        ({"ca_file": "/none.pem"}, "line 5", "PEM file"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    tmp_path: Path, more: dict[str, str], place: str, remedy: str
) -> None:
    path = file(tmp_path, **more)
    text = told(path)
    assert text.startswith(f"CGC_OIDC={path} {place}: ")
    assert remedy in text


def test_what_is_no_such_file_is_told(tmp_path: Path) -> None:
    assert "is empty" in told(Path(), CGC_OIDC="")
    assert "No such file" in told(tmp_path / "none.toml")
    assert "CGC_USERS must say" in told(file(tmp_path), CGC_USERS="unset")
    assert "at line 2" in told(file(tmp_path, 'issuer = "a"\nclient_id: b\n'))
    assert "missing required field `issuer`" in told(file(tmp_path, "button = 'x'\n"))
    assert "line 1: Expected `str`" in told(file(tmp_path, "client_id = 7\nissuer='x'"))
    path = file(tmp_path)
    path.chmod(0o640)
    assert told(path).endswith("is open to others: chmod 600 it")
    path.chmod(0o600)
    path.write_bytes(b"\xff\xfe")
    assert "no text in UTF-8" in told(path)

"""Which backups go, and what nobody takes for one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from streams.backups.folder import Folder, superfluous, write
from streams.backups.manifest import BackupError
from tests.support.backups import NOW, manifest

if TYPE_CHECKING:
    from pathlib import Path

    from streams.backups.manifest import Manifest

GB = 1_000_000_000


def gone(found: list[Manifest], kept: int = 2) -> list[str]:
    return [one.name for one in superfluous(found, kept, NOW)]


def test_the_oldest_go_and_so_many_stay() -> None:
    found = [manifest(days=days) for days in range(4)]
    assert gone(found) == [one.name for one in found[2:]]
    assert gone(found, kept=4) == []


def test_the_last_good_one_stays_however_old_and_the_faulty_go_with_a_newer_one() -> (
    None
):
    old = manifest(days=90)
    assert gone([manifest(days=1, fault="torn"), old], kept=1) == []
    assert gone([manifest(days=1, fault="torn")], kept=1) == []
    faulty = manifest(days=1, fault="torn")
    assert gone([manifest(), faulty], kept=9) == [faulty.name]


def test_none_is_kept_longer_than_what_was_deleted_may_stay() -> None:
    found = [manifest(days=days) for days in (0, 30, 30.1)]
    assert gone(found, kept=9) == [found[2].name]


def test_a_store_that_began_anew_does_not_push_out_what_held_more() -> None:
    fuller = [manifest(days=days, events=90) for days in (3, 4, 31)]
    anew = [manifest(days=days, events=5) for days in (0, 1, 2)]
    assert gone([*anew, *fuller], kept=1) == [
        *(one.name for one in anew[1:]),
        fuller[2].name,
    ]


def test_one_is_added_at_a_time_and_half_of_one_is_none(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 3)
    with folder.taken():
        part = folder.begin(NOW)
        write(part, manifest())
        assert folder.all() == []
        with pytest.raises(BackupError, match="another backup"), folder.taken():
            pass
    with folder.taken():
        other = folder.begin(NOW + timedelta(seconds=1))
        assert not part.exists()
        write(other, manifest())
        folder.finish(other)
    assert folder.all() == []
    done = folder.place_of(other.name.removeprefix(".unfinished-"))
    write(done, replace(manifest(), name=done.name))
    assert [one.name for one in folder.all()] == [done.name]
    assert [path.name for path in tmp_path.glob("[!.]*")] == [other.name[12:]]


def test_what_does_not_fit_is_refused_in_words(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 3)
    folder.require_room(1, tmp_path, 0)
    for size, reserve in ((10**6 * GB, 0), (1, 10**6 * GB)):
        with pytest.raises(
            BackupError, match=r"MB free, a backup needs .* CGC_BACKUPS"
        ):
            folder.require_room(size, tmp_path, reserve)

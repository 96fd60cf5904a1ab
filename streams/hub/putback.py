"""What a backup holds beside the store: put back where it is missing, told of where it
is another; and whether the key of parties that it needs is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streams.backups.copier import digest_of
from streams.backups.lists import fingerprint_of, in_safe, is_in_safe, list_in
from streams.backups.manifest import BackupError
from streams.backups.syncing import sync, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from streams.backups.manifest import KeptList, Manifest
    from streams.hub.settings import HubSettings

WITHOUT_KEY: Final = "--without-key"


def require_key(manifest: Manifest, settings: HubSettings) -> None:
    """BackupError unless the key under which its parties are hashed is here."""
    file = settings.party_key_file
    try:
        here = fingerprint_of(file) if file.exists() else ""
    except ValueError as error:
        raise BackupError(str(error)) from error
    if manifest.party_key in {"", here}:
        return
    found = f"{file} is the key {here}" if here else f"{file} is not there"
    raise BackupError(
        f"{manifest.name} needs the party key {manifest.party_key}, and {found} "
        f"(CGC_PARTY_KEY_FILE). {_remedy(manifest, settings)}; to go on with another "
        f"key, by which nobody in it is recognised any more: {WITHOUT_KEY}",
    )


def _remedy(manifest: Manifest, settings: HubSettings) -> str:
    safe, key = settings.backup_keys, manifest.party_key
    if safe is not None and is_in_safe(safe, key):
        return f"The safe has it: cp -p {in_safe(safe, key)} {settings.party_key_file}"
    looked = f"it is not in {safe}" if safe else "CGC_BACKUP_KEYS_DIR names no safe"
    return f"Put the file party-{key}.key, or where you keep it, there ({looked})"


def put_back(place: Path, manifest: Manifest, settings: HubSettings) -> Iterator[str]:
    """Have each list where its setting names it, unless one is there; what was done.
    OSError when one cannot be put there; to do it again does no harm.
    """
    changed = settings.changed_passwords
    targets = {**settings.lists, changed.name: changed}
    for one in manifest.lists:
        yield from _one_put_back(one, list_in(place, one.setting), targets)


def _one_put_back(
    one: KeptList, kept: Path, targets: Mapping[str, Path]
) -> Iterator[str]:
    target = targets.get(one.setting)
    if target is None:
        yield f"{one.setting} names no file here: the list is in {kept}"
    elif not target.exists():
        _placed(target, kept.read_bytes())
        yield f"{target} is back as of the backup ({one.setting}): look who is in it"
    elif digest_of(target) != (one.size, one.sha256):
        yield f"{target} is another than then and stays; that of then is {kept}"


def _placed(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.restored")
    new.unlink(missing_ok=True)
    written(new, content)
    new.replace(target)
    sync(target.parent)


def told_of(manifest: Manifest) -> str:
    """What is beside the copy, for a line about it; '' for nothing."""
    parts = [f"{len(manifest.lists)} lists"] if manifest.lists else []
    if manifest.party_key:
        parts.append(f"needs party key {manifest.party_key}")
    parts += [f"without {why}" for why in manifest.without]
    return "  ".join(parts)


def told_of_key(manifest: Manifest, settings: HubSettings) -> Iterator[str]:
    """That the key it needs is kept nowhere, if so."""
    safe, key = settings.backup_keys, manifest.party_key
    if key and not (safe and is_in_safe(safe, key)):
        yield (
            f"the party key {key} is in no backup: without {settings.party_key_file} "
            "nobody is recognised again; name a folder on another disk with "
            "CGC_BACKUP_KEYS_DIR, or keep a copy in a safe yourself"
        )

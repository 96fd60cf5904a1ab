"""What can go wrong at the door, in words for the one who asked."""


class StoreError(Exception):
    """A question the store cannot answer, or a store that cannot be opened."""


class StoreBeyondError(StoreError):
    """A file that no way leads on from: none of ours, damaged, or of too long ago."""


class NoHubError(StoreError):
    """Nobody answers at the address, or not in time, or not to whoever asks."""


class LateHubError(NoHubError):
    """No answer came in time: it may be busy, or gone."""


class StoreUnavailableError(StoreError):
    """Disk full, memory short, file not writable: the same may succeed later."""


class StoreMemoryError(StoreUnavailableError):
    """Memory short: less at a time may succeed even where waiting does not help."""


class StoreInvalidError(StoreError):
    """DuckDB gave the open database up; a process that opens it anew can go on."""

"""What hardly ever changes: sites, cameras, rules, asked once when first wanted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from board.reads.reads import Reads
    from board.reads.rows import Camera, Site
    from streams.handling.rules import Rules


class Fixed:
    """Sites and cameras of the register, rules of handling; raises HubGone while the
    hub is away and the answer is not known yet.
    """

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._lock = threading.Lock()
        self._sites: tuple[Site, ...] | None = None
        self._cameras: tuple[Camera, ...] | None = None
        self._rules: Rules | None = None

    def sites(self) -> tuple[Site, ...]:
        with self._lock:
            if self._sites is None:
                self._sites = self._reads.sites()
            return self._sites

    def cameras(self) -> tuple[Camera, ...]:
        with self._lock:
            if self._cameras is None:
                self._cameras = self._reads.cameras()
            return self._cameras

    def rules(self) -> Rules:
        with self._lock:
            if self._rules is None:
                self._rules = self._reads.rules()
            return self._rules

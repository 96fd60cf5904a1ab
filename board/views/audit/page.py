"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.audit.asking import CHOICES, questions_of, said
from board.views.audit.chain import chain
from board.views.audit.counts import centers, whats
from board.views.audit.kept import deletions, kept
from board.views.audit.listing import listing
from board.views.audit.unusual import unusual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    "audit_chain": chain,
    "audit_whats": whats,
    "audit_centers": centers,
    "audit_unusual": unusual,
    "audit_list": listing,
    "audit_kept": kept,
    "audit_deletions": deletions,
}

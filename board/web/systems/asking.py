"""One question of another system: who asks, what for, and what it may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from board.logins.systems import READS
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.scope import View, code_from
from board.views.systems.items import Reader
from board.web.systems.problems import not_granted, not_ready, unfit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.logins.systems import System
    from board.picture.geography import Geography
    from board.reads.rounds import Answers
    from board.service import Service
    from sql.questions import Question


class Asking(NamedTuple):
    """The parameters are checked: `given` are those of the query, `path` those of the
    path.
    """

    service: Service
    system: System
    given: Mapping[str, str]
    path: Mapping[str, str]
    now: datetime

    @property
    def geography(self) -> Geography:
        return self.service.snapshot.geography

    @property
    def is_synthetic(self) -> bool:
        return bool(self.service.snapshot.is_synthetic)

    @property
    def reader(self) -> Reader:
        return Reader(self.system.seat, self.geography, self.is_synthetic)

    @property
    def seat_of(self) -> dict[str, Any]:
        """What the reads for a seat are told of it."""
        return {
            "center_code": self.system.center_code,
            "agency_code": self.system.agency,
            "now_at": self.now,
        }

    def round(self, **questions: Question) -> Answers:
        """All of one moment. Raises HubGone."""
        return self.service.reads.round(questions, self.now)

    @property
    def scope(self) -> int:
        """The division that is asked for, that of the reader's center where none is.
        Raises Refusal for one that is not, or lies beyond the range.
        """
        text = self.given.get("scope", "")
        code = code_from(text) if text else self.geography.home(self.system.center_code)
        if code is None or code not in self.geography.divisions:
            raise unfit("scope", f"There is no division {text}.", "Write one there is.")
        if not self.geography.sees(self.system.center_code, code):
            raise not_granted(
                f"{code:012d} lies beyond the range of the reader's center.",
                f"Ask for {self.system.center_code:012d} or what lies in it.",
            )
        return code

    def require(self, resource: str, page: str) -> None:
        """Whether the system was granted this, and its seat may open the page that says
        the same. Raises Refusal.
        """
        known, seat = self.geography, self.system.seat
        if not known.divisions:
            raise not_ready("The register of divisions is not known yet.")
        if self.system.center_code not in known.centers:
            raise not_granted("The reader's center is in no register.", ASK)
        wanted = {"items", "changes"} if resource == "item" else {resource}
        view = View(known.home(seat.center_code), "zh", "dark", seat)
        is_open = may(view, Action.OPEN, self.service.pages[page], known)
        if not (wanted & set(self.system.reads) and is_open):
            granted = ", ".join(one for one in READS if one in self.system.reads)
            raise not_granted(f"Granted are {granted}, not {resource}.", ASK)


ASK = "Ask who runs the board: what a system may read stands in its file of systems."

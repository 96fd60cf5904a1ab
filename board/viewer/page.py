"""What the board knows of a page, and what its parts are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from board.look.texts import texts
from board.viewer.seat import Seat

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads.rounds import Answers, Moment
    from sql.questions import Question

Part: TypeAlias = Callable[["Picture"], Any]
Asking: TypeAlias = Callable[["Picture"], Mapping[str, "Question"]]
Saying: TypeAlias = Callable[["Picture"], Mapping[str, str]]
Back: TypeAlias = tuple["Moment", Mapping[str, "Question"]]
LookingBack: TypeAlias = Callable[["Picture"], Back | None]
Keeping: TypeAlias = Callable[["Picture"], str]


class Action(Enum):
    """What can be done on a page; the live list has titles or it has not."""

    OPEN = "open"
    SEE_MAP = "see_map"
    READ_LIST = "read_list"
    READ_TITLES = "read_titles"
    RESEND = "resend"
    EXPORT = "export"
    REGISTER = "register"
    IMPORT = "import"
    SIGN_ON = "sign_on"
    ROSTER = "roster"
    WRITE_LOG = "write_log"
    TICK = "tick"
    FOLLOW = "follow"
    HAND_OVER = "hand_over"
    FINALIZE = "finalize"
    WARN = "warn"
    REPORT = "report"
    NOTIFY = "notify"
    ANSWER = "answer"
    TEST_SOUND = "test_sound"
    OPEN_SOURCE = "open_source"
    END_LOGIN = "end_login"


class Picture(Struct, frozen=True, kw_only=True):
    """All that a part is made of: what is pushed never knows who looks. A page that is
    asked for has `choices` of its own, as its address gives them, and its `answers`;
    its parts are made for a `seat`, nobody's where it is not said.
    """

    snapshot: Snapshot
    page: str
    scope: int
    language: str
    now: datetime
    choices: Mapping[str, str] = {}
    answers: Answers | None = None
    seat: Seat = Seat()

    @property
    def common(self) -> dict[str, Any]:
        return {"scope": self.scope, "words": self.words, "now": self.now}

    @property
    def words(self) -> Texts:
        return texts(self.language)

    @property
    def answered(self) -> Answers:
        """What the hub said; raises ValueError where nothing was asked."""
        if self.answers is None:
            raise ValueError("this page is made of answers, and nothing was asked")
        return self.answers

    @property
    def counted(self) -> tuple[Snapshot, int, Texts]:
        return self.snapshot, self.scope, self.words


def not_back(_picture: Picture) -> None:
    """What a page says that looks at no other moment than its own."""


def not_kept(_picture: Picture) -> str:
    """What a page says of which people outside are told something."""
    return ""


class Working(Struct, frozen=True, kw_only=True):
    """What makes a page a working one: the hub is asked for its viewer. `choices` are
    the parameters of its address, `asks` the questions of a picture with them, `says`
    what was chosen in words, `parts` what is made of the answers. A file of a page of
    many rows has `whole` among its choices, and so all of them. One that `lists_own`
    asks for an agency no items but its own. Where the answers name an earlier moment,
    `looks_back` says what is asked as of that, under other names. What `keeps_in` a
    picture from people outside (对外) is the key of the text that says why; empty where
    they are told what suppression leaves.
    """

    choices: tuple[str, ...]
    asks: Asking
    says: Saying
    parts: Mapping[str, Part]
    whole: Mapping[str, str] = {}
    lists_own: bool = False
    looks_back: LookingBack = not_back
    keeps_in: Keeping = not_kept


class Page(Struct, frozen=True, kw_only=True):
    """One page. `name` is its script in `board/pages` and the end of its text keys;
    `address` is empty for the page at the root. Only `roles` may open it, and only what
    it `offers` can be done there. `parts` are what it gets pushed; a `working` page has
    others besides. One `by_seat` shows an agency of items only what it has to do with.
    One that shows how the stream itself runs has no past; one of a single thing is
    opened by a link and does not stand in the navigation; one `of_centers` opens to no
    agency. What it says stands `beside` the parts of a pushed page, which a file of it
    has as well, as of the same moment.
    """

    name: str
    address: str
    roles: frozenset[str]
    offers: frozenset[Action]
    parts: Mapping[str, Part]
    working: Working | None = None
    by_seat: bool = False
    has_past: bool = True
    in_navigation: bool = True
    of_centers: bool = False
    beside: Mapping[str, Part] = {}

    @property
    def script(self) -> str:
        return f"pages/{self.name}.py"

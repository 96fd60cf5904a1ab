"""Who took, opened or read what, and who came in."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from streams.entries.entry import DeskEntry, Edition
from streams.events import (
    Code,
    Count,
    DivisionCode,
    Hash,
    Identifier,
    Kind,
    Moment,
    Title,
)

Done = Literal["opened_item", "opened_source", "opened_video"]
"""What somebody who looked has opened."""
Entering = Literal[
    "logged_in",
    "logged_out",
    "login_ended",
    "login_refused",
    "login_locked",
    "login_renewed",
    "login_closed",
    "password_changed",
]
"""What became of a login: it ends by itself or because its user changed, a try is
refused, the last one locks; it goes on for another while, somebody else closes it.
"""


Way = Literal["password", "sso"]
"""How somebody was proven: by a password of the board, or by the city's identity
provider (统一身份认证).
"""


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """How far a partition had been read: a topic by its id, the next offset; of that,
    where it is of a moment, what had been stamped until then.
    """

    topic_id: Code
    partition: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    next_offset: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    stamped_until: Moment | None = None


class Exported(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="export"
):
    """A page was exported: which, of which division, as what, what for; how many rows
    it has and how many were left out; the moment and the vector that it stands on, the
    edition, and the checksum of its contents; whether it is for people `outside`.
    """

    page: Code
    division_code: DivisionCode
    export_format: Code
    reason: Title
    rows: Count
    rows_left_out: Count
    as_of: Moment
    vector: Annotated[tuple[Place, ...], Meta(max_length=1024)]
    edition: Edition
    checksum: Hash
    outside: bool = False


class Accessed(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="access"
):
    """Somebody looked: an item's page was opened, or one of its ways out of the board
    was asked for, to its source system or its video, and then for what reason; on which
    page, of which division, for which agency at the acting center.
    """

    done: Done
    kind: Kind
    item_id: Identifier
    page: Code
    division_code: DivisionCode
    agency: Code | None = None
    reason: Title | None = None


class LoggedIn(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="login"
):
    """Somebody logged in or out of the board, or tried to: the actor is the login name,
    its first seat is where it acts. A try under a name that there is not names neither;
    `tries` is how many of them it stands for. Whoever closes the login of another acts
    in its own seat, and `whose` is the login name of the other. `how` says by what it
    was proven, or was to be: a name that the provider proves and that is no user's is
    `whose` of a refusal.
    """

    done: Entering
    tries: Count = 1
    agency: Code | None = None
    whose: Code | None = None
    how: Way | None = None


class SystemRead(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="system_read",
):
    """Another system read: which resource, how often and how many rows since the moment
    of the first of these answers, for which agency at the acting center.
    """

    resource: Code
    requests: Count
    rows: Count
    since: Moment
    agency: Code | None = None

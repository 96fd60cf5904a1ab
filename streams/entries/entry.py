"""What every entry of the desk topic says."""

from typing import Annotated

from msgspec import Meta, Struct

from streams.events import Code, DivisionCode, Identifier, Moment

LONGEST_PERSON = 20
Person = Annotated[str, Meta(min_length=1, max_length=LONGEST_PERSON)]
"""Who of a center's own staff, as a person says it."""
Edition = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$(?!\n)")]
"""By which rules and lists: a hash, in which no run of digits is a telephone number."""


class DeskEntry(
    Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag_field="entry"
):
    """What the board has to write down beside moves: what every entry says. Its name
    stands in `entry`; one struct per name adds what only that entry says.
    """

    entry_id: Identifier
    actor: Code
    role: Code | None = None
    acting_center: DivisionCode
    entered_at: Moment
    synthetic: bool | None = None

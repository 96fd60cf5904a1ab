"""What the address of the list of items asks for: untrusted until here."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import DAY, day_of
from board.look.codes import (
    EITHER,
    FINISHED,
    OPEN,
    agencies,
    campaigns,
    categories,
    kinds,
    listed,
    statuses,
)
from board.look.definitions import definitions
from board.look.theme import SEVERITY_SHAPES
from board.picture.areas import AREA, area_in
from board.picture.indicators import LISTS
from board.picture.periods import LAST_DAYS, MONTH, YEAR, Span, next_month, period
from board.picture.periods import names as period_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.picture.geography import Geography

ITEMS_A_PAGE = 50
MOST_PAGES = 2_000
"""Further on nobody pages: filters are quicker."""
ROWS = "rows"
MOST_ROWS = 100_000
"""So many rows go into a file at most."""
TITLES = "titles"
"""What the choices of a picture say where its reader may read titles."""
OWN_CENTER, OWN_AGENCY = "own_center", "own_agency"
"""What they say where its reader is of an agency: no items but its own are listed."""
GRANTED = frozenset({TITLES, OWN_CENTER, OWN_AGENCY})
"""What an address never says: it is of who reads."""
STATES = (OPEN, FINISHED, EITHER)
DATES = ("received", "due", "closed")
"""By which of its days an item is in a period."""
SORTS = ("received", "oldest", "due", "severity", "moved", "closed")
MARKS = (
    *("overdue", "due_soon", "unsigned", "unsigned_late"),
    *("supervised", "on_ledger", "joint"),
)
"""What may be said of an open item besides its status."""
ANY, TODAY, WEEK, RANGE = "any", "today", "week", "range"
NONE = "none"
"""A campaign or channel that an item of a figure has not."""
LONGEST = 64
"""Letters of a number, a name, a word that is looked for."""
ALWAYS = Span(date(2000, 1, 1), date(2100, 1, 1))
CODES = re.compile("[0-9]{1,12}")
CAMERA = re.compile(r"[0-9A-Za-z_.:-]{1,64}")
"""The number of a camera as its platform has it: of most 20 digits."""


class Filters(Struct, frozen=True, kw_only=True):
    """What a viewer of the list looks for; '' and 0 are any. `span` are the days by
    `dated_by`, `indicator` the figure whose items are listed instead of all, of one
    campaign or channel if it is named (`none`: of those without), of what
    `is_right_in` the division itself; `own_agency` at `own_center` who lists no items
    but its own. `area` is where on the map they stand, `camera` the one whose alerts
    they are.
    """

    state: str
    kind: str = ""
    category: str = ""
    severity: str = ""
    status: str = ""
    channel: str = ""
    campaign: str = ""
    desk: str = ""
    within: int = 0
    tag: str = ""
    owner: int = 0
    handler: str = ""
    claimed: str = ""
    marks: tuple[str, ...] = ()
    number: str = ""
    camera: str = ""
    text: str = ""
    area: str = ""
    dated_by: str = DATES[0]
    period: str = ANY
    span: Span = ALWAYS
    sort: str = SORTS[0]
    page_no: int = 1
    row_limit: int = ITEMS_A_PAGE
    indicator: str = ""
    is_right_in: bool = False
    own_center: int = 0
    own_agency: str = ""


CHOICES = (
    *("state", "kind", "category", "severity", "status", "channel", "campaign", "tag"),
    *("desk", "within", "owner", "handler", "claimed", "marks", "number", "text"),
    "camera",
    *("dated_by", "period", "from", "until", "sort", "no", "indicator", "right_in"),
    AREA,
)
"""The parameters of an address."""
WHOLE = {ROWS: "all", "no": "1"}
"""The choices by which a file has every row."""


def listable() -> tuple[str, ...]:
    """The indicators that count single items."""
    known = definitions().values()
    return tuple(one.indicator for one in known if one.statement in LISTS)


def filters(given: Mapping[str, str], geography: Geography, now: datetime) -> Filters:
    """What an address asks for; whatever it asks for that there is not is any."""
    kind = _one(given, "kind", kinds())
    status, marks = _one(given, "status", statuses()), _marks(given)
    number, camera = _letters(given, "number"), _camera(given)
    state = _state(given, status, marks, number or camera)
    name, span = _days(given, state, number or camera, now)
    indicator = _one(given, "indicator", listable())
    without = (NONE,) if indicator else ()
    return Filters(
        state=state,
        kind=kind,
        category=_one(given, "category", categories(kind)),
        severity=_one(given, "severity", tuple(SEVERITY_SHAPES)),
        status=status,
        channel=_one(given, "channel", (*listed("channel"), *without)),
        campaign=_one(given, "campaign", (*campaigns(), *without)),
        desk=_one(given, "desk", listed("desk")),
        tag=_letters(given, "tag"),
        within=_center(given, "within", geography),
        owner=_center(given, "owner", geography),
        handler=_one(given, "handler", agencies()),
        claimed=_letters(given, "claimed"),
        marks=marks,
        number=number,
        camera=camera,
        text=_letters(given, "text") if given.get(TITLES) else "",
        area="" if indicator else area_in(given),
        dated_by=_dated_by(given, state),
        period=name,
        span=span,
        sort=_one(given, "sort", SORTS) or _first_sort(given, state),
        page_no=_page_no(given),
        row_limit=MOST_ROWS if given.get(ROWS) else ITEMS_A_PAGE,
        indicator=indicator,
        is_right_in=bool(indicator and given.get("right_in")),
        own_center=_center(given, OWN_CENTER, geography),
        # An agency that there is not has nothing: it is not any.
        own_agency=_letters(given, OWN_AGENCY),
    )


def _one(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    asked = given.get(name, "")
    return asked if asked in known else ""


def _center(given: Mapping[str, str], name: str, geography: Geography) -> int:
    asked = given.get(name, "")
    is_known = bool(CODES.fullmatch(asked)) and int(asked) in geography.centers
    return int(asked) if is_known else 0


def _letters(given: Mapping[str, str], name: str) -> str:
    return given.get(name, "").strip()[:LONGEST]


def _camera(given: Mapping[str, str]) -> str:
    """A figure is not asked for of a single camera."""
    asked = _letters(given, "camera")
    is_any = bool(_one(given, "indicator", listable())) or not CAMERA.fullmatch(asked)
    return "" if is_any else asked


def _marks(given: Mapping[str, str]) -> tuple[str, ...]:
    asked = given.get("marks", "").split(",")
    return tuple(one for one in MARKS if one in asked)


def _state(
    given: Mapping[str, str], status: str, marks: tuple[str, ...], number: str
) -> str:
    """What is asked for besides says it where it is not said: what is marked is open, a
    number may be anything's, and so may the alerts of a camera.
    """
    if marks or status in statuses(OPEN):
        return OPEN
    if status:
        return FINISHED
    usual = EITHER if number else OPEN
    if given.get("dated_by") == "closed":
        usual = FINISHED
    return _one(given, "state", STATES) or usual


def _dated_by(given: Mapping[str, str], state: str) -> str:
    usual = "closed" if state == FINISHED else DATES[0]
    return _one(given, "dated_by", DATES) or usual


def _first_sort(given: Mapping[str, str], state: str) -> str:
    return "closed" if _dated_by(given, state) == "closed" else SORTS[0]


def _page_no(given: Mapping[str, str]) -> int:
    asked = given.get("no", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < len("1000000")
    return min(max(int(asked), 1), MOST_PAGES) if is_number else 1


def periods(today: date) -> tuple[str, ...]:
    """What an address may say of days."""
    months = tuple(one for one in period_names(today) if MONTH.fullmatch(one))
    return (ANY, TODAY, WEEK, months[0], LAST_DAYS, YEAR, RANGE, *months[1:])


def usual_period(state: str, number: str) -> str:
    """What is finished goes back for years: without a number, the last days of it."""
    return ANY if state == OPEN or number else LAST_DAYS


def _days(
    given: Mapping[str, str], state: str, number: str, now: datetime
) -> tuple[str, Span]:
    today = day_of(now)
    figure = _one(given, "indicator", listable())
    if figure and not definitions()[figure].is_of_period:
        return ANY, ALWAYS
    usual = period_names(today)[0] if figure else usual_period(state, number)
    name = _one(given, "period", periods(today)) or usual
    return name, span_of(name, given, today)


def span_of(name: str, given: Mapping[str, str], today: date) -> Span:
    """The days of a period, with those that are still to come: of a week Monday to
    Sunday.
    """
    if name == ANY:
        return ALWAYS
    if name == TODAY:
        return Span(today, today + DAY)
    if name == WEEK:
        monday = today - timedelta(days=today.weekday())
        return Span(monday, monday + timedelta(days=7))
    if name == RANGE:
        first = _day(given.get("from", ""), today)
        return Span(first, max(first, _day(given.get("until", ""), today)) + DAY)
    shown = period(name, today).shown
    return Span(shown.first, next_month(shown.first)) if MONTH.match(name) else shown


def _day(text: str, usual: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return usual
    return min(max(found, ALWAYS.first), ALWAYS.until - DAY)

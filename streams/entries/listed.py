"""All entries of the desk topic."""

from streams.entries.consultations import (
    ConsultationAnswered,
    ConsultationCancelled,
    ConsultationChanged,
    ConsultationMinuted,
    Consulted,
    DecisionDone,
)
from streams.entries.duty import (
    HandedOver,
    LogWritten,
    Roster,
    SignedOff,
    SignedOn,
    SoundTested,
    TakenOver,
)
from streams.entries.entry import DeskEntry
from streams.entries.following import (
    Followed,
    Reminded,
    ReminderEnded,
    ReminderMoved,
    Unfollowed,
)
from streams.entries.letters import (
    Briefed,
    ReportAnswered,
    Reported,
    Warned,
    WarningAnswered,
)
from streams.entries.looking import Accessed, Exported, LoggedIn, SystemRead
from streams.entries.notices import (
    NoticeAnswered,
    NoticeExtended,
    NoticeRead,
    NoticeReminded,
    NoticeSigned,
    NoticeWithdrawn,
    Notified,
)
from streams.entries.operations import BackUp, Resend, Skip
from streams.entries.same import KeptApart
from streams.entries.steps import StepDone, StepUndone

ENTRIES: tuple[type[DeskEntry], ...] = (
    Resend,
    Skip,
    BackUp,
    Exported,
    SignedOn,
    SignedOff,
    Roster,
    HandedOver,
    TakenOver,
    Briefed,
    SoundTested,
    Warned,
    WarningAnswered,
    Accessed,
    LoggedIn,
    SystemRead,
    LogWritten,
    Reported,
    ReportAnswered,
    StepDone,
    StepUndone,
    Followed,
    Unfollowed,
    Reminded,
    ReminderMoved,
    ReminderEnded,
    Notified,
    NoticeRead,
    NoticeSigned,
    NoticeAnswered,
    NoticeReminded,
    NoticeWithdrawn,
    NoticeExtended,
    KeptApart,
    Consulted,
    ConsultationChanged,
    ConsultationCancelled,
    ConsultationAnswered,
    ConsultationMinuted,
    DecisionDone,
)
"""One line per entry; what the hub does for one stands in `hub.desk`."""


def entry_name(struct: type[DeskEntry]) -> str:
    """What stands in `entry`."""
    return str(struct.__struct_config__.tag)

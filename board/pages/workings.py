"""What each working page asks of the hub, and what it makes of the answers."""

from __future__ import annotations

from board.picture.filters import CHOICES, WHOLE
from board.viewer.page import Working
from board.views.alerts import asking as alerts_asking
from board.views.alerts import load as alerts_load
from board.views.alerts import queue as alerts_queue
from board.views.audit import page as audit
from board.views.briefs import page as briefs
from board.views.campaigns import page as campaigns
from board.views.centers import about as center_about
from board.views.centers import activity, asked, lists
from board.views.centers import asking as center_asking
from board.views.consultations import on_item as on_consultations
from board.views.consultations import page as consultations
from board.views.contacts import listed as contacts
from board.views.contacts import whom
from board.views.containment import page as containment
from board.views.duty import handover
from board.views.duty import page as duty
from board.views.duty.handover_figures import figures as shift_figures
from board.views.duty.handover_items import items as handed_items
from board.views.duty.handover_items import since as since_handed
from board.views.duty.handover_signed import handovers, signed
from board.views.duty.log import handed_log
from board.views.following import handed as handed_reminders
from board.views.handling import joint as handled_jointly
from board.views.handling import operations, supervised, supervision, todo
from board.views.indicators import asking, behind, detail, dictionary, years
from board.views.items import (
    about,
    clocks,
    holding,
    joint,
    letter,
    linked,
    listing,
    looks,
    near,
    neighbours,
    same,
    supervisions,
    timeline,
)
from board.views.items import asking as item_asking
from board.views.items.wanting import keeps_in as items_keep_in
from board.views.items.wanting import questions_of as items_asked
from board.views.items.wanting import said as items_said
from board.views.notices import handed as handed_notices
from board.views.notices import page as notices
from board.views.playback import asking as playback_asking
from board.views.playback.steps import playback
from board.views.reports import page as reports
from board.views.reports.letter import on_item
from board.views.responsibilities import on_item as on_responsible
from board.views.responsibilities import page as responsibilities
from board.views.statistics import page as statistics
from board.views.steps import checklist as item_checklist
from board.views.steps import handed as handed_steps
from board.views.targets import page as targets
from board.views.warnings import page as warnings

INDICATORS = Working(
    choices=("indicator", "period", "against", "items", "course", "monthly"),
    asks=asking.questions_of,
    says=asking.said,
    parts={
        "definition": detail.definition,
        "trend": detail.trend,
        "divisions": detail.divisions,
        "dictionary": dictionary.dictionary,
        "comparison": dictionary.comparison,
        "years": years.years,
        "behind": behind.behind,
    },
)
CONTAINMENT = Working(
    choices=containment.CHOICES,
    asks=containment.questions_of,
    says=containment.said,
    parts=containment.PARTS,
    whole=WHOLE,
)
PLAYBACK = Working(
    choices=playback_asking.CHOICES,
    asks=playback_asking.questions_of,
    says=playback_asking.said,
    parts={"playback": playback},
    whole=playback_asking.WHOLE,
)
CAMPAIGNS = Working(
    choices=campaigns.CHOICES,
    asks=campaigns.questions_of,
    says=campaigns.said,
    parts=campaigns.PARTS,
)
TARGETS = Working(
    choices=targets.CHOICES,
    asks=targets.questions_of,
    says=targets.said,
    parts=targets.PARTS,
)
STATISTICS = Working(
    choices=statistics.CHOICES,
    asks=statistics.questions_of,
    says=statistics.said,
    parts=statistics.PARTS,
)
WARNINGS = Working(
    choices=warnings.CHOICES,
    asks=warnings.questions_of,
    says=warnings.said,
    parts=warnings.PARTS,
)
BRIEF = Working(
    choices=briefs.CHOICES,
    asks=briefs.questions_of,
    says=briefs.said,
    parts=briefs.PARTS,
)
AUDIT = Working(
    choices=audit.CHOICES,
    asks=audit.questions_of,
    says=audit.said,
    parts=audit.PARTS,
    whole=WHOLE,
)
ALERTS = Working(
    choices=alerts_asking.CHOICES,
    asks=alerts_asking.questions_of,
    says=alerts_asking.said,
    parts={
        "alert_load": alerts_load.load,
        alerts_queue.LINES: alerts_queue.lines,
        alerts_queue.BATCHES: alerts_queue.batches,
        alerts_queue.OPENED: alerts_queue.opened,
        "alert_hours": alerts_load.hours,
        "alert_towns": alerts_load.towns,
        "alert_wrong": alerts_load.wrong,
    },
    whole=alerts_asking.WHOLE,
)
ITEMS = Working(
    choices=CHOICES,
    asks=items_asked,
    says=items_said,
    parts={"counts": listing.counts, "items": listing.items},
    whole=WHOLE,
    lists_own=True,
    keeps_in=items_keep_in,
)
TODO = Working(
    choices=todo.CHOICES,
    asks=todo.questions_of,
    says=todo.said,
    parts={"reasons": todo.reasons, "waiting": todo.waiting},
)
HANDOVER = Working(
    choices=handover.CHOICES,
    asks=handover.questions_of,
    says=handover.said,
    parts={
        "handover_figures": shift_figures,
        "handover_signed": signed,
        "handover_items": handed_items,
        handed_steps.PART: handed_steps.handed_steps,
        handed_reminders.PART: handed_reminders.handed_reminders,
        handed_notices.PART: handed_notices.handed_notices,
        "handover_log": handed_log,
        "handover_since": since_handed,
        "handovers": handovers,
    },
    looks_back=handover.as_drawn,
)
JOINT = Working(
    choices=handled_jointly.CHOICES,
    asks=handled_jointly.questions_of,
    says=handled_jointly.said,
    parts={
        handled_jointly.TOTALS: handled_jointly.totals,
        handled_jointly.AGENCIES: handled_jointly.agencies,
        handled_jointly.SIBLINGS: handled_jointly.siblings,
        handled_jointly.OPERATIONS: operations.operations,
    },
)
CENTER = Working(
    choices=center_asking.CHOICES,
    asks=center_asking.questions_of,
    says=center_asking.said,
    parts={
        "center_about": center_about.about,
        "center_reasons": asked.reasons,
        "center_owned": asked.owned,
        "center_waiting": lists.waiting,
        "center_desks": asked.desks,
        "center_moves": lists.moves,
        "center_tiers": activity.tiers,
        "center_list": activity.centers,
        contacts.OF_CENTER: contacts.of_center,
    },
    whole=center_asking.WHOLE,
)
DUTY = Working(
    choices=duty.CHOICES,
    asks=duty.questions_of,
    says=duty.said,
    parts=duty.PARTS,
    whole=duty.WHOLE,
)
REPORTS = Working(
    choices=reports.CHOICES,
    asks=reports.questions_of,
    says=reports.said,
    parts=reports.PARTS,
)
RESPONSIBILITIES = Working(
    choices=responsibilities.CHOICES,
    asks=responsibilities.questions_of,
    says=responsibilities.said,
    parts=responsibilities.PARTS,
    whole=WHOLE,
)
NOTICES = notices.WORKING
CONSULTATIONS = consultations.WORKING
SUPERVISION = Working(
    choices=supervision.CHOICES,
    asks=supervision.questions_of,
    says=supervision.said,
    parts={
        supervision.COUNTS: supervision.cards,
        supervision.OWNERS: supervision.owners,
        supervision.SUPERVISED: supervised.supervised,
        supervision.LEDGER: supervised.ledger,
    },
)
ITEM = Working(
    choices=("kind", "id", "looks", "around"),
    asks=item_asking.questions_of,
    says=item_asking.said,
    parts={
        "about": about.about,
        "details": about.details,
        "holding": holding.holding,
        on_responsible.PART: on_responsible.responsible,
        whom.PART: whom.contacts,
        "near": near.near,
        "around": neighbours.neighbours,
        "same": same.same,
        "linked": linked.linked,
        item_checklist.PART: item_checklist.checklist,
        "joint": joint.joint,
        "clocks": clocks.clocks,
        "reported": on_item,
        on_consultations.PART: on_consultations.on_item,
        "timeline": timeline.timeline,
        "looks": looks.looks,
    },
)
LETTER = Working(
    choices=("kind", "id", "move"),
    asks=item_asking.letter_questions_of,
    says=item_asking.said,
    parts={
        letter.LETTER: letter.letter,
        supervisions.LETTERS: supervisions.letters,
    },
)

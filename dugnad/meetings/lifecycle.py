"""The states of bodies, meetings, cases and measures, and what a decision can come to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What sort of body it is; only a council decides what no other may."""

    COUNCIL = "council", _("kommunestyre eller fylkesting")
    EXECUTIVE = "executive", _("formannskap eller fylkesutvalg")
    COMMITTEE = "committee", _("utvalg")
    ADVISORY = "advisory", _("råd")


class MeetingStatus(models.TextChoices):
    """Whether a meeting is to come, has been held, or never was."""

    PLANNED = "planned", _("skal holdes")
    HELD = "held", _("er holdt")
    NOT_HELD = "not_held", _("ble ikke holdt")


class CaseStatus(models.TextChoices):
    """How far the municipality has come with a case."""

    RECEIVED = "received", _("kommet til kommunen")
    PREPARING = "preparing", _("skrives fram")
    READY = "ready", _("klar til behandling")
    ON_AGENDA = "on_agenda", _("står på sakslisten")
    DECIDED = "decided", _("avgjort")


# The papers of a case are public from the moment they are ready (offentleglova § 16).
PUBLIC_PAPERS = frozenset({CaseStatus.READY, CaseStatus.ON_AGENDA, CaseStatus.DECIDED})
WAITING = [CaseStatus.RECEIVED, CaseStatus.PREPARING, CaseStatus.READY, CaseStatus.ON_AGENDA]


class Outcome(models.TextChoices):
    """What a body can answer. The votes for are votes for this answer being yes, sent back or turned away."""

    YES = "yes", _("Vedtatt")
    PARTLY = "partly", _("Delvis vedtatt")
    NO = "no", _("Ikke vedtatt")
    SENT_BACK = "sent_back", _("Sendt tilbake")
    PLAN_CASE = "plan_case", _("Vises til en plansak som er i gang")
    NO_DUTY = "no_duty", _("Ingen plikt til å ta stilling")
    NOT_OUR_TASK = "not_our_task", _("Gjelder ikke kommunens virksomhet")


PROMISING = frozenset({Outcome.YES, Outcome.PARTLY})
# What is promised has an owner and a date. Who is sent on to a plan case is owed to be told what came of it.
NEEDS_MEASURE = PROMISING | {Outcome.PLAN_CASE}
# What the law lets the council answer an innbyggerforslag instead of taking a position.
INSTEAD_OF_POSITION = frozenset({Outcome.PLAN_CASE, Outcome.NO_DUTY})


class FollowUpStatus(models.TextChoices):
    """Whether a measure is still to be done."""

    OPEN = "open", _("skal gjøres")
    DONE = "done", _("gjort")

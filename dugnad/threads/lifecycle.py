"""The seven stages of a thread, who can own a next step, and the steps a matter can be waiting for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where on the thread a matter is, in order. A matter's own path may leave some out."""

    IDEA = "idea", _("Idé")
    SUPPORT = "support", _("Støtte")
    PROPOSAL = "proposal", _("Innbygger\u00adforslag")
    DECISION = "decision", _("Vedtak")
    DUGNAD = "dugnad", _("Dugnad")
    CARE = "care", _("Stell")
    EFFECT = "effect", _("Virkning")


FULL_PATH = [stage.value for stage in Stage]


class OwnerKind(models.TextChoices):
    """Who a next step can belong to."""

    STARTERS = "starters", _("Forslagsstillerne")
    MUNICIPALITY = "municipality", _("Kommunen")
    COUNCIL = "council", _("Kommunestyret")
    STEWARDS = "stewards", _("De som ser etter")


class Basis(models.TextChoices):
    """What a date rests on: the law, or a promise of our own."""

    LAW = "law", _("lov")
    PROMISE = "promise", _("løfte")


class Visibility(models.TextChoices):
    """Who sees a matter at all."""

    DRAFT = "draft", _("utkast")
    PUBLIC = "public", _("offentlig")
    HIDDEN = "hidden", _("skjult")


class Theme(models.TextChoices):
    """What a matter is about, in words a resident would choose."""

    OUTDOORS = "outdoors", _("Natur og friluft")
    CHILDREN = "children", _("Barn og unge")
    TRAFFIC = "traffic", _("Vei og trafikk")
    CULTURE = "culture", _("Kultur og møteplasser")
    CARE = "care", _("Helse og omsorg")
    CLIMATE = "climate", _("Klima og miljø")
    SCHOOL = "school", _("Skole og læring")
    SPORTS = "sports", _("Idrett og lek")
    OTHER = "other", _("Annet")


class Step(models.TextChoices):
    """What a matter waits for next. Rooms use these codes; the sentence is shown to everybody."""

    PUBLISH = "publish", _("Gjør ferdig utkastet og publiser")
    GATHER_SUPPORT = "gather_support", _("Samle støtte og svar på spørsmål")
    ANSWER_IDEA = "answer_idea", _("Svar på ideen")
    COLLECT_SIGNATURES = "collect_signatures", _("Samle underskrifter")
    PREPARE_CASE = "prepare_case", _("Skriv saken fram for kommunestyret")
    PUT_ON_AGENDA = "put_on_agenda", _("Sett saken på sakslisten")
    DECIDE = "decide", _("Behandle saken i møte")
    FOLLOW_UP = "follow_up", _("Gjør det som er vedtatt")
    PLAN_DUGNAD = "plan_dugnad", _("Sett dato for dugnaden")
    HOLD_DUGNAD = "hold_dugnad", _("Møt opp på dugnaden")
    REPORT_DUGNAD = "report_dugnad", _("Skriv hvem som kom og hva som ble gjort")
    TELL_RESULT = "tell_result", _("Fortell hva det ble til")
    MAKE_CARE_AGREEMENT = "make_care_agreement", _("Avtal hvem som ser etter")
    MEASURE_EFFECT = "measure_effect", _("Se hva det førte til")
    REWORK = "rework", _("Vurder rådet og velg en vei videre")

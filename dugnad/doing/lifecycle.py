"""Kinds of needs and givers, and the states of a day and a sign-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedKind(models.TextChoices):
    """What can be needed."""

    HOURS = "hours", _("folk og timer")
    SKILL = "skill", _("noen som kan noe")
    THING = "thing", _("en ting, til lån eller gave")
    PLACE = "place", _("et sted")
    MONEY = "money", _("penger")


class Giver(models.TextChoices):
    """Who a pledge is from."""

    PERSON = "person", _("meg selv")
    ORGANISATION = "organisation", _("et lag, en bedrift eller en skole")
    MUNICIPALITY = "municipality", _("kommunen")


class DayStatus(models.TextChoices):
    """Where a day is. planned → held when it is reported, planned → cancelled."""

    PLANNED = "planned", _("planlagt")
    HELD = "held", _("gjennomført")
    CANCELLED = "cancelled", _("avlyst")


class SignUpStatus(models.TextChoices):
    """Where a sign-up is. pending → confirmed or expired; pending and confirmed → withdrawn. The two first hold a place."""

    PENDING = "pending", _("venter på bekreftelse")
    CONFIRMED = "confirmed", _("påmeldt")
    WITHDRAWN = "withdrawn", _("meldt av")
    EXPIRED = "expired", _("ikke bekreftet i tide")


HOLDS_A_PLACE = (SignUpStatus.PENDING, SignUpStatus.CONFIRMED)

"""What can be said, what becomes of it, and how a notice and a letter travel."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a contribution is; an answer hangs under one of the others, one level deep."""

    FOR = "for", _("Argument for")
    AGAINST = "against", _("Argument imot")
    QUESTION = "question", _("Spørsmål")
    ANSWER = "answer", _("Svar")


class Voice(models.TextChoices):
    """Who speaks, when it is not just anybody: noted when the text is written, so that a later change of role changes nothing."""

    STARTER = "starter", _("forslagsstiller")
    MUNICIPALITY = "municipality", _("kommunen")
    REPRESENTATIVE = "representative", _("folkevalgt")
    NONE = "", ""


# Starters' answers first, then the municipality's, then the representatives', then everybody's in the order they came.
VOICE_ORDER: dict[str, int] = {Voice.STARTER: 0, Voice.MUNICIPALITY: 1, Voice.REPRESENTATIVE: 2, Voice.NONE: 3}


class Status(models.TextChoices):
    """Where a contribution is. `rejected` was never shown to others; `hidden` was."""

    VISIBLE = "visible", _("vises")
    PENDING = "pending", _("venter på å bli sett")
    HIDDEN = "hidden", _("skjult")
    REJECTED = "rejected", _("ikke vist")
    WITHDRAWN = "withdrawn", _("trukket")


TRANSITIONS: dict[tuple[str, str], str] = {
    (Status.PENDING, "approve"): Status.VISIBLE,
    (Status.PENDING, "hide"): Status.REJECTED,
    (Status.VISIBLE, "hide"): Status.HIDDEN,
    (Status.HIDDEN, "restore"): Status.VISIBLE,
    (Status.REJECTED, "restore"): Status.VISIBLE,
    (Status.VISIBLE, "withdraw"): Status.WITHDRAWN,
    (Status.PENDING, "withdraw"): Status.WITHDRAWN,
}


class Reason(models.TextChoices):
    """Why a text is reported or hidden, in words its author can be told."""

    ATTACK = "attack", _("Angriper noen i stedet for saken")
    HATE = "hate", _("Hets eller trusler")
    PRIVATE = "private", _("Røper noe privat om noen")
    OFF_TOPIC = "off_topic", _("Handler ikke om saken")
    ADVERT = "advert", _("Reklame eller gjentatte innlegg")
    OTHER = "other", _("Noe annet")


class FollowSource(models.TextChoices):
    """How somebody came to follow a matter. Only `self` overrides an earlier choice to stop."""

    SELF = "self", _("valgte det selv")
    STARTER = "starter", _("startet saken")
    SUPPORT = "support", _("støtter saken")
    SIGNATURE = "signature", _("skrev under")
    PLEDGE = "pledge", _("lovet noe")
    SIGNUP = "signup", _("meldte seg på")
    TALK = "talk", _("skrev i samtalen")


class Urgency(models.TextChoices):
    """At once for what has a deadline or a decision; else in the daily letter."""

    NOW = "now", _("med en gang")
    DIGEST = "digest", _("i dagens brev")


class MailStatus(models.TextChoices):
    """A letter's way out: `claimed` is provably unsent, `handed_over` may have left, `unclear` is never sent again."""

    WAITING = "waiting", _("venter")
    CLAIMED = "claimed", _("tatt av en arbeider")
    HANDED_OVER = "handed_over", _("leveres")
    SENT = "sent", _("sendt")
    FAILED = "failed", _("ikke sendt")
    UNCLEAR = "unclear", _("uvisst")
    STOPPED = "stopped", _("stoppet av mottakeren")

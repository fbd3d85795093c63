"""Tables of people. A national identity number is never stored: only a keyed hash of it, for telling two apart."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import ACCOUNT, AGREEMENT, PUBLIC_TASK, PersonalDatum

LEGITIMATE_INTEREST = "GDPR 6(1)(f)"


class Assurance(models.TextChoices):
    """How sure we are of who somebody is, lowest first (eIDAS levels; `email` is below the scale)."""

    NONE = "none", _("ikke bekreftet")
    EMAIL = "email", _("e-post")
    SUBSTANTIAL = "substantial", _("betydelig")
    HIGH = "high", _("høyt")


class UserManager(BaseUserManager["User"]):
    """Creates people without passwords: nobody has one here."""

    def create_user(self, email: str | None, name: str, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower() if email else None, name=name, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person, also one without e-mail whom staff act for."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "email": PersonalDatum("sign in, notices", AGREEMENT, ACCOUNT),
        "name": PersonalDatum("show who speaks and who promised", AGREEMENT, ACCOUNT),
        "identity_hash": PersonalDatum("count a person once", PUBLIC_TASK, ACCOUNT),
        "language": PersonalDatum("speak the person's language", AGREEMENT, ACCOUNT),
        "last_login": PersonalDatum("security", AGREEMENT, ACCOUNT),
    }

    email = models.EmailField(_("e-post"), unique=True, null=True, blank=True)
    name = models.CharField(_("navn"), max_length=80)
    identity_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    assurance = models.CharField(max_length=12, choices=Assurance, default=Assurance.NONE)
    language = models.CharField(max_length=5, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=16)
    calendar_key = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    def get_full_name(self) -> str:
        return self.name


class Residency(ScopedModel):
    """That somebody is registered as resident here, who says so, and when it was last confirmed."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who may sign and vote", PUBLIC_TASK, ACCOUNT),
        "confirmed_by": PersonalDatum("audit of acts", PUBLIC_TASK, ACCOUNT),
    }

    class Source(models.TextChoices):
        REGISTER = "register", _("folkeregisteret")
        CLERK = "clerk", _("bekreftet av kommunen")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="residencies")
    source = models.CharField(max_length=12, choices=Source)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bosted")
        constraints = [models.UniqueConstraint(fields=["user", "municipality"], name="one_residency_a_municipality")]


class ResidencyRequest(ScopedModel):
    """Somebody asks a clerk to confirm that they live here."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who asks", PUBLIC_TASK, "deleted when answered"),
        "address": PersonalDatum("what the clerk checks", PUBLIC_TASK, "deleted when answered"),
    }

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(_("adresse"), max_length=200)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "municipality"], name="one_open_residency_request")]


class Role(models.TextChoices):
    """The roles a person can have in a municipality, besides being a resident."""

    COWORKER = "coworker", _("medarbeider")
    SECRETARY = "secretary", _("møtesekretær")
    REPRESENTATIVE = "representative", _("folkevalgt")
    FACILITATOR = "facilitator", _("tilrettelegger")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(ScopedModel):
    """One role of one person in one municipality."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who may act for the municipality", PUBLIC_TASK, "until the role ends"),
        "given_by": PersonalDatum("audit of acts", PUBLIC_TASK, "until the role ends"),
    }

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    title = models.CharField(_("stilling"), max_length=80, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("rolle")
        constraints = [models.UniqueConstraint(fields=["user", "municipality", "role"], name="one_role_once")]


class Organisation(ScopedModel):
    """An association, business or school that promises things, and who speaks for it."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "spokesperson": PersonalDatum("who promises on behalf of the organisation", AGREEMENT, ACCOUNT),
    }

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("lag eller forening")
        BUSINESS = "business", _("bedrift")
        SCHOOL = "school", _("skole eller barnehage")
        OTHER = "other", _("annet")

    name = models.CharField(_("navn"), max_length=120)
    folded = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ASSOCIATION)
    spokesperson = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="organisations")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("organisasjon")
        constraints = [models.UniqueConstraint(fields=["municipality", "folded"], name="one_organisation_a_name")]

    def __str__(self) -> str:
        return self.name


class LoginCode(models.Model):
    """A one-time code sent by e-mail; only its hash is kept."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "email": PersonalDatum("where the code was sent", AGREEMENT, "24 hours"),
    }

    email = models.EmailField()
    code_hash = models.CharField(max_length=128)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["email", "sent_at"], name="login_code_email")]

    def __str__(self) -> str:
        return f"code sent {self.sent_at:%Y-%m-%d %H:%M}"


class RateLimit(models.Model):
    """How often something was tried within a window of time; the key is hashed, so it tells nobody who tried."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "key": PersonalDatum("hold back repeated attempts (a keyed hash of an address)", LEGITIMATE_INTEREST, "two days"),
    }

    key = models.CharField(max_length=64)
    window_at = models.DateTimeField()
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_at"], name="one_limit_a_window")]
        indexes = [models.Index(fields=["window_at"], name="rate_limit_window")]

    def __str__(self) -> str:
        return f"{self.hits} since {self.window_at:%Y-%m-%d %H:%M}"


class Representation(ScopedModel):
    """That staff here may act for a person who does not use the web, because that person has asked for it."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("let people take part without the web", PUBLIC_TASK, ACCOUNT),
        "folded": PersonalDatum("find the person by name", PUBLIC_TASK, ACCOUNT),
        "registered_by": PersonalDatum("audit of acts", PUBLIC_TASK, ACCOUNT),
    }

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    folded = models.CharField(max_length=80, help_text="The name, folded for search.")
    registered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("person vi handler for")
        constraints = [
            models.UniqueConstraint(fields=["user", "municipality"], name="one_representation_a_person"),
            models.UniqueConstraint(fields=["folded", "municipality"], name="one_representation_a_name"),
        ]

"""A dugnad day, its tasks with places, and those who sign up."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import AGREEMENT, WITH_MATTER, PersonalDatum
from dugnad.threads.lifecycle import Theme
from dugnad.threads.models import Matter

from ..lifecycle import HOLDS_A_PLACE, DayStatus, SignUpStatus

UNTIL_TOLD = "until the result is told, at most a year after the day"


class DugnadDay(ScopedModel):
    """A day when people meet and do a piece of work, most often on a matter."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "contact_name": PersonalDatum("who to ask about the day", AGREEMENT, WITH_MATTER),
        "contact_phone": PersonalDatum("who to ask about the day", AGREEMENT, "a year after the day"),
        "planned_by": PersonalDatum("who may change the day", AGREEMENT, WITH_MATTER),
    }

    number = models.PositiveIntegerField()
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="days")
    title = models.CharField(_("tittel"), max_length=120)
    lead = models.CharField(_("kort fortalt"), max_length=300, blank=True)
    theme = models.CharField(_("tema"), max_length=12, choices=Theme, default=Theme.OTHER)
    folded = models.TextField(blank=True, help_text="Title, lead and place, folded for search.")
    status = models.CharField(max_length=10, choices=DayStatus, default=DayStatus.PLANNED)
    starts_at = models.DateTimeField(_("starter"))
    ends_at = models.DateTimeField(_("slutter"))

    place_name = models.CharField(_("oppmøtested"), max_length=120)
    directions = models.CharField(_("slik kommer du dit"), max_length=200, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)

    you_bring = models.JSONField(default=list, help_text="Lines of text.")
    municipality_brings = models.JSONField(default=list, help_text="Lines of text.")
    programme = models.JSONField(default=list, help_text="[{'at': '10.00', 'what': str, 'note': str}] in order.")
    rain_plan = models.CharField(_("ved dårlig vær"), max_length=200, blank=True)
    contact_name = models.CharField(_("kontakt"), max_length=80)
    contact_phone = models.CharField(_("telefon"), max_length=30, blank=True)
    drawing = models.CharField(max_length=40, default="dugnad")
    picture = models.ImageField(upload_to="days/%Y/%m/", blank=True)
    picture_alt = models.CharField(_("hva bildet viser"), max_length=200, blank=True)
    picture_credit = models.CharField(_("hvem tok bildet"), max_length=80, blank=True)

    sequence = models.PositiveIntegerField(default=0, help_text="Times changed in a way a calendar must know.")
    cancelled_why = models.CharField(max_length=300, blank=True)
    planned_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    drop_in_count = models.PositiveIntegerField(default=0)
    drop_in_minutes = models.PositiveIntegerField(default=0, help_text="Minutes each of those who just came.")
    done_text = models.CharField(_("hva ble gjort"), max_length=600, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("dugnad")
        verbose_name_plural = _("dugnader")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_day_a_number"),
            models.UniqueConstraint(
                fields=["municipality", "title", "starts_at"], condition=Q(status="planned"), name="one_day_a_title_and_time"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="day_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["municipality", "status", "starts_at"], name="day_when"),
            models.Index(fields=["matter", "starts_at"], name="day_matter"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("doing:day", kwargs={"slug": self.municipality.slug, "number": self.number})

    @property
    def has_point(self) -> bool:
        return self.lon is not None and self.lat is not None

    @property
    def left(self) -> int:
        """Places still free, where the selector has counted `places` and `taken`."""
        return max(getattr(self, "places", 0) - getattr(self, "taken", 0), 0)

    @property
    def minutes(self) -> int:
        """How long the day is planned to last, in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_cancelled(self) -> bool:
        return self.status == DayStatus.CANCELLED


class Task(ScopedModel):
    """A piece of the day's work with a number of places; `taken` never passes `capacity`."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    day = models.ForeignKey(DugnadDay, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("oppgave"), max_length=80)
    note = models.CharField(_("mer om oppgaven"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("plasser"))
    taken = models.PositiveIntegerField(default=0)
    min_age = models.PositiveSmallIntegerField(_("fra alder"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("oppgave")
        verbose_name_plural = _("oppgaver")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="task_never_overfull")]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        """Places still free."""
        return max(self.capacity - self.taken, 0)


class SignUp(ScopedModel):
    """That somebody comes, with how many, to do what. `user` is empty for a person without an account."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who comes", AGREEMENT, WITH_MATTER),
        "name": PersonalDatum("who comes", AGREEMENT, UNTIL_TOLD),
        "email": PersonalDatum("confirm, remind and thank", AGREEMENT, UNTIL_TOLD),
        "note": PersonalDatum("what the leader of the day should know", AGREEMENT, UNTIL_TOLD),
        "added_by": PersonalDatum("which co-worker wrote the name down", AGREEMENT, WITH_MATTER),
    }

    day = models.ForeignKey(DugnadDay, on_delete=models.CASCADE, related_name="sign_ups")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="sign_ups")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="sign_ups")
    name = models.CharField(_("navn"), max_length=80, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    language = models.CharField(max_length=5, blank=True)
    party_size = models.PositiveSmallIntegerField(_("hvor mange"), default=1)
    note = models.CharField(_("noe vi bør vite"), max_length=300, blank=True)
    shows_name = models.BooleanField(_("vis navnet i takken"), default=False)
    status = models.CharField(max_length=10, choices=SignUpStatus, default=SignUpStatus.CONFIRMED)
    held_until = models.DateTimeField(null=True, blank=True, help_text="When an unconfirmed place is let go.")
    form_key = models.CharField(max_length=43, blank=True, help_text="Given with the form, for names without an address.")
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    signed_up_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    attended_count = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty until reported; 0: did not come.")
    minutes = models.PositiveIntegerField(default=0, help_text="Minutes each of those who came.")

    class Meta:
        verbose_name = _("påmelding")
        verbose_name_plural = _("påmeldinger")
        ordering = ["signed_up_at", "pk"]
        indexes = [
            models.Index(fields=["day", "status"], name="signup_day"),
            models.Index(fields=["user", "status"], name="signup_user"),
            models.Index(fields=["municipality", "status", "held_until"], name="signup_held"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "user"], condition=Q(status__in=list(HOLDS_A_PLACE)), name="one_signup_a_person"
            ),
            models.UniqueConstraint(
                fields=["day", "email"],
                condition=Q(status__in=list(HOLDS_A_PLACE), user=None) & ~Q(email=""),
                name="one_signup_an_address",
            ),
            models.UniqueConstraint(fields=["day", "form_key"], condition=~Q(form_key=""), name="one_signup_a_form"),
            models.CheckConstraint(condition=Q(party_size__gt=0), name="signup_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.name or f"sign-up {self.pk}"

    @property
    def holds_a_place(self) -> bool:
        return self.status in HOLDS_A_PLACE

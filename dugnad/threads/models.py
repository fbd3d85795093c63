"""Tables of the thread. A matter is the public identity; what kind it is, the rooms above know."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import AGREEMENT, PUBLIC_TASK, WITH_MATTER, PersonalDatum

from .lifecycle import Basis, OwnerKind, Stage, Step, Theme, Visibility


class Matter(ScopedModel):
    """One matter from the first idea to the looked-after result."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "next_owner": PersonalDatum("show who owns the next step", PUBLIC_TASK, WITH_MATTER),
        "responsible": PersonalDatum("show which co-worker helps", PUBLIC_TASK, WITH_MATTER),
    }

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, default="initiative")
    title = models.CharField(_("tittel"), max_length=120)
    lead = models.CharField(_("kort fortalt"), max_length=300, blank=True)
    folded = models.TextField(blank=True, help_text="Title, lead and place, folded for search.")
    theme = models.CharField(_("tema"), max_length=12, choices=Theme, default=Theme.OTHER)
    drawing = models.CharField(max_length=40, blank=True)

    place_name = models.CharField(_("sted"), max_length=120, blank=True)
    is_whole_place = models.BooleanField(default=False)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)

    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.DRAFT)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.IDEA)
    path = models.JSONField(default=list, help_text="Stage codes this matter goes through, in order.")
    stage_dates = models.JSONField(default=dict, help_text="{stage code: ISO date it was reached}")
    is_open = models.BooleanField(default=True)

    next_step = models.CharField(max_length=24, choices=Step, blank=True)
    next_note = models.CharField(max_length=200, blank=True)
    next_owner_kind = models.CharField(max_length=12, choices=OwnerKind, blank=True)
    next_owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_due_on = models.DateField(null=True, blank=True)
    next_basis = models.CharField(max_length=8, choices=Basis, blank=True)
    next_rule = models.CharField(max_length=80, blank=True)
    responsible = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    follower_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sak")
        verbose_name_plural = _("saker")
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="one_matter_a_number")]
        indexes = [
            models.Index(fields=["municipality", "visibility", "stage"], name="matter_stage"),
            models.Index(fields=["municipality", "is_open", "next_due_on"], name="matter_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("threads:matter", kwargs={"slug": self.municipality.slug, "number": self.number})

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def has_point(self) -> bool:
        return self.lon is not None and self.lat is not None

    @property
    def step_number(self) -> int:
        """The current stage's place on this matter's path, from 1."""
        return self.path.index(self.stage) + 1 if self.stage in self.path else 1


class JournalEntry(ScopedModel):
    """One act: who, what, when, under which rule with which numbers. Never changed, never deleted."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "actor": PersonalDatum("audit of acts", PUBLIC_TASK, WITH_MATTER),
        "on_behalf_of": PersonalDatum("audit of acts", PUBLIC_TASK, WITH_MATTER),
        "params": PersonalDatum("names in the public timeline where the person is public", PUBLIC_TASK, WITH_MATTER),
    }

    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="journal")
    act = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on_behalf_of = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_public = models.BooleanField(default=True)
    params = models.JSONField(default=dict, help_text="Values for the act's sentence.")
    rule = models.CharField(max_length=80, blank=True)
    rule_valid_from = models.DateField(null=True, blank=True)
    numbers = models.JSONField(default=dict, help_text="The numbers the rule was used with.")

    class Meta:
        verbose_name = _("hendelse")
        indexes = [
            models.Index(fields=["matter", "at"], name="journal_matter"),
            models.Index(fields=["municipality", "act", "at"], name="journal_act"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a journal entry is never changed")
        super().save(*args, **kwargs)


class MatterRole(ScopedModel):
    """What a person is to a matter: one of those who started it, or one who looks after its result."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("show who started a matter and who looks after it", AGREEMENT, WITH_MATTER),
    }

    class Kind(models.TextChoices):
        STARTER = "starter", _("startet saken")
        STEWARD = "steward", _("ser etter")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="matter_roles")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STARTER)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "user", "kind"], name="one_role_a_matter")]


class MatterLink(ScopedModel):
    """That one matter led to, grew out of, or is the same as another."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    class Kind(models.TextChoices):
        LED_TO = "led_to", _("førte til")
        SAME_AS = "same_as", _("handler om det samme som")
        JOINED = "joined", _("ble del av")

    source = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12, choices=Kind)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="one_link_a_kind")]


class MatterPicture(ScopedModel):
    """A picture on a matter: metadata stripped, resized, with a description for those who do not see it."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "added_by": PersonalDatum("credit and responsibility for the picture", AGREEMENT, WITH_MATTER),
    }

    class Use(models.TextChoices):
        PLACE = "place", _("stedet")
        BEFORE = "before", _("før")
        AFTER = "after", _("etter")
        DAY = "day", _("fra dugnaden")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="pictures")
    file = models.ImageField(upload_to="pictures/%Y/%m/")
    thumbnail = models.ImageField(upload_to="pictures/%Y/%m/")
    alt = models.CharField(_("hva bildet viser"), max_length=200)
    use = models.CharField(max_length=8, choices=Use, default=Use.PLACE)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    credit = models.CharField(_("hvem tok bildet"), max_length=80, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("bilde")

"""What a matter needs, and what people, organisations and the municipality promise against it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import Organisation, User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import AGREEMENT, WITH_MATTER, PersonalDatum
from dugnad.threads.models import Matter

from ..lifecycle import Giver, NeedKind


class Need(ScopedModel):
    """One thing a matter needs, and how much of it is promised. Money is counted in øre and never taken here."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "stated_by": PersonalDatum("who to ask about the need", AGREEMENT, WITH_MATTER),
    }

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(_("slag"), max_length=8, choices=NeedKind, default=NeedKind.HOURS)
    title = models.CharField(_("hva trengs"), max_length=120)
    note = models.CharField(_("mer om det"), max_length=300, blank=True)
    quantity = models.PositiveBigIntegerField(_("hvor mye"), help_text="Whole units; øre where the kind is money.")
    unit = models.CharField(_("enhet"), max_length=20, blank=True)
    pledged = models.PositiveBigIntegerField(default=0, help_text="Sum of the standing pledges, in the same units.")
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    stated_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("behov")
        verbose_name_plural = _("behov")
        ordering = ["stated_at", "pk"]
        indexes = [models.Index(fields=["matter", "closed_at"], name="need_matter")]
        constraints = [
            models.UniqueConstraint(fields=["matter", "title"], condition=Q(closed_at=None), name="one_open_need_a_title"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="need_asks_for_something"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_money(self) -> bool:
        return self.kind == NeedKind.MONEY

    @property
    def is_covered(self) -> bool:
        return self.pledged >= self.quantity

    @property
    def left(self) -> int:
        """How much is still needed."""
        return max(self.quantity - self.pledged, 0)


class Pledge(ScopedModel):
    """A promise against a need: from a person, an organisation, or the municipality, which may tie it to a condition."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who promised, for those who plan the work", AGREEMENT, WITH_MATTER),
        "note": PersonalDatum("what the giver wants the planners to know", AGREEMENT, "deleted when the person leaves"),
    }

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="pledges")
    giver = models.CharField(max_length=12, choices=Giver, default=Giver.PERSON)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="pledges")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="pledges")
    quantity = models.PositiveBigIntegerField(help_text="In the need's units; øre where the need is money.")
    amount_ore = models.PositiveBigIntegerField(null=True, blank=True, help_text="What the municipality's pledge may cost.")
    note = models.CharField(_("noe de bør vite"), max_length=300, blank=True)
    condition = models.CharField(_("vilkår"), max_length=160, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tilsagn")
        verbose_name_plural = _("tilsagn")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["user", "withdrawn_at"], name="pledge_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "user"], condition=Q(giver="person", withdrawn_at=None), name="one_pledge_a_person"
            ),
            models.UniqueConstraint(
                fields=["need", "organisation"],
                condition=Q(giver="organisation", withdrawn_at=None),
                name="one_pledge_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["need"], condition=Q(giver="municipality", withdrawn_at=None), name="one_pledge_by_the_municipality"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="pledge_gives_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_giver_display()}: {self.quantity}"

"""What came of a matter, told by those who did it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import AGREEMENT, WITH_MATTER, PersonalDatum
from dugnad.threads.models import Matter


class Result(ScopedModel):
    """The end of a thread. What was done on its days is counted from the days; only what lies outside them is written here."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "told_by": PersonalDatum("who tells", AGREEMENT, WITH_MATTER),
        "steward": PersonalDatum("who looks after the result", AGREEMENT, WITH_MATTER),
    }

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="result")
    summary = models.CharField(_("i én setning"), max_length=200)
    story = models.TextField(_("fortellingen"))
    story_html = models.TextField()
    extra_people = models.PositiveIntegerField(default=0, help_text="People who helped outside the days.")
    extra_minutes = models.PositiveIntegerField(default=0, help_text="Minutes worked outside the days, all together.")
    municipality_gave = models.CharField(_("kommunen bidro med"), max_length=300, blank=True)
    municipality_ore = models.PositiveBigIntegerField(default=0)
    what_now = models.CharField(_("hva skjer nå"), max_length=300, blank=True)
    steward = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    effect = models.CharField(_("hva det førte til"), max_length=600, blank=True)
    effect_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("resultat")
        verbose_name_plural = _("resultater")
        indexes = [models.Index(fields=["municipality", "published_at"], name="result_published")]

    def __str__(self) -> str:
        return self.summary

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

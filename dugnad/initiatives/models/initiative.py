"""An initiative on its matter: the text and its versions, who was invited, who supports."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import AGREEMENT, PUBLIC_TASK_POLITICAL, WITH_MATTER, PersonalDatum
from dugnad.threads.models import Matter

from ..lifecycle import State

MAX_BODY = 8_000
MAX_NEEDED = 2_000


class Initiative(ScopedModel):
    """What a resident wants to make happen. Title, lead and place stand on the matter."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "started_by": PersonalDatum("tell a repeated form from a new initiative", AGREEMENT, WITH_MATTER),
    }

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="initiative")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    body_markdown = models.TextField(_("hvorfor"), max_length=MAX_BODY, blank=True)
    body_html = models.TextField(blank=True)
    what_needed = models.TextField(_("hva trengs"), max_length=MAX_NEEDED, blank=True)
    started_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    start_key = models.CharField(max_length=43, blank=True, help_text="Sent with the form: twice starts one.")
    version_number = models.PositiveIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)

    # What an innbyggerforslag (kommuneloven § 12-1) needs; empty for an idea.
    statutory = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True, blank=True)
    text_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text as it was when signing opened.")
    signing_opened_at = models.DateTimeField(null=True, blank=True)
    signing_closes_on = models.DateField(null=True, blank=True)
    required_signatures = models.PositiveIntegerField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_on = models.DateField(null=True, blank=True)
    rule_id = models.CharField(max_length=80, blank=True)
    rule_valid_from = models.DateField(null=True, blank=True)
    signature_count = models.PositiveIntegerField(default=0)
    submitted_on = models.DateField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("forslag")
        verbose_name_plural = _("forslag")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "started_by", "start_key"],
                condition=~models.Q(start_key=""),
                name="one_initiative_a_form",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="initiative_state")]

    def __str__(self) -> str:
        return self.matter.title

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Version(ScopedModel):
    """The text as it was from one change to the next, and what its author said had changed. Never changed."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "changed_by": PersonalDatum("show who changed the text people support", AGREEMENT, WITH_MATTER),
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300, blank=True)
    body_markdown = models.TextField(blank=True)
    what_needed = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="Where, in words, as it was shown.")
    note = models.CharField(_("hva er endret"), max_length=200, blank=True)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("versjon")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Invitation(ScopedModel):
    """Somebody is asked by e-mail to be one of the starters. The link is signed, so no secret is kept here."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "email": PersonalDatum("where the invitation was sent", AGREEMENT, "emptied when answered, or after 30 days"),
        "invited_by": PersonalDatum("tell the invited who asks", AGREEMENT, WITH_MATTER),
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-post"), blank=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitasjon")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email"], condition=~models.Q(email=""), name="one_open_invitation_an_address"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "sent_at"], name="invitation_initiative")]

    def __str__(self) -> str:
        return f"invitation sent {self.sent_at:%Y-%m-%d}"

    @property
    def is_answered(self) -> bool:
        return self.accepted_at is not None or self.declined_at is not None


class Support(ScopedModel):
    """One person says yes to an idea. It is no signature, and never becomes one without a new yes."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("count a person once, tell them when the text changes", PUBLIC_TASK_POLITICAL, WITH_MATTER),
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="supports")
    is_named = models.BooleanField(_("vis navnet mitt"), default=False)
    confirmed_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("støtte")
        constraints = [models.UniqueConstraint(fields=["initiative", "user"], name="one_support_a_person")]
        indexes = [models.Index(fields=["initiative", "is_named", "created_at"], name="support_named")]

"""Signatures on an innbyggerforslag, on the web and on paper, counted once a person (kommuneloven § 12-1)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import PUBLIC_TASK, PUBLIC_TASK_POLITICAL, PersonalDatum

from .initiative import Initiative

UNTIL_ANSWERED = "until the council has answered and the time for control has passed; then only the count is kept"


class Signature(ScopedModel):
    """One person's signature on one locked text. `person_key` tells persons apart without saying who they are."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("count a person once", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "name": PersonalDatum("let the municipality check who signed", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "folded_name": PersonalDatum("find the same person on paper", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "person_key": PersonalDatum("count a person once, web and paper together", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "entered_by": PersonalDatum("who entered a paper line", PUBLIC_TASK, UNTIL_ANSWERED),
    }

    class Channel(models.TextChoices):
        WEB = "web", _("på nett")
        PAPER = "paper", _("på papir")

    class Status(models.TextChoices):
        VALID = "valid", _("gjelder")
        WITHDRAWN = "withdrawn", _("trukket")
        LAPSED = "lapsed", _("falt bort da innsamlingen stengte")

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="signatures")
    person_key = models.CharField(max_length=64)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="signatures")
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120)
    channel = models.CharField(max_length=8, choices=Channel)
    status = models.CharField(max_length=12, choices=Status, default=Status.VALID)
    is_name_public = models.BooleanField(default=False)
    receipt_code = models.CharField(max_length=16)
    signed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("underskrift")
        verbose_name_plural = _("underskrifter")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person_key"], condition=Q(status="valid"), name="one_valid_signature_a_person"
            ),
            models.UniqueConstraint(
                fields=["initiative", "user"], condition=Q(status="valid"), name="one_valid_signature_a_user"
            ),
            models.UniqueConstraint(fields=["municipality", "receipt_code"], name="one_receipt_code"),
        ]
        indexes = [models.Index(fields=["initiative", "status", "folded_name"], name="signature_name")]

    def __str__(self) -> str:
        return self.receipt_code


class PaperList(ScopedModel):
    """A sheet of signatures as it was handed in."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "entered_by": PersonalDatum("who entered the list", PUBLIC_TASK, UNTIL_ANSWERED),
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="paper_lists")
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    source = models.CharField(_("hvor listen lå"), max_length=120, blank=True)
    form_key = models.CharField(max_length=43, help_text="Sent with the form: twice makes one list.")
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("papirliste")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_paper_list_a_number"),
            models.UniqueConstraint(fields=["initiative", "form_key"], name="one_paper_list_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class PaperLine(ScopedModel):
    """One line of a paper list: counted, or in doubt until a clerk has looked, or not counted with the reason."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "name": PersonalDatum("check that the signer lives here", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "address": PersonalDatum("check that the signer lives here", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "born_on": PersonalDatum("tell persons of the same name apart", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "folded_name": PersonalDatum("find the same person on the web", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "person_key": PersonalDatum("count a person once, web and paper together", PUBLIC_TASK_POLITICAL, UNTIL_ANSWERED),
        "decided_by": PersonalDatum("who judged a line in doubt", PUBLIC_TASK, UNTIL_ANSWERED),
        "has_identity": PersonalDatum("tell two people of one name apart", PUBLIC_TASK, UNTIL_ANSWERED),
    }

    class Status(models.TextChoices):
        COUNTED = "counted", _("telt med")
        IN_DOUBT = "in_doubt", _("må ses på")
        NOT_COUNTED = "not_counted", _("ikke telt med")
        LAPSED = "lapsed", _("falt bort med innsamlingen")

    class Reason(models.TextChoices):
        SAME_PERSON = "same_person", _("Samme person har allerede skrevet under")
        SIMILAR_WEB = "similar_web", _("Ligner en underskrift på nett")
        SIMILAR_PAPER = "similar_paper", _("Ligner en annen linje på papir")
        NO_ADDRESS = "no_address", _("Adressen mangler")
        NOT_RESIDENT = "not_resident", _("Bor ikke i kommunen")
        UNREADABLE = "unreadable", _("Kan ikke leses")
        CLERK = "clerk", _("Kommunen har sett på linjen")
        TAKEN_OUT = "taken_out", _("Tatt ut")

    paper_list = models.ForeignKey(PaperList, on_delete=models.PROTECT, related_name="lines")
    line_number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True)
    person_key = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=Status)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    has_identity = models.BooleanField(
        default=False, help_text="An identity number stood on the line; only its keyed hash is kept."
    )
    like = models.ForeignKey(Signature, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.SET_NULL, related_name="paper_line")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True, help_text="When its collection ended short of the threshold.")

    class Meta:
        verbose_name = _("linje på papirliste")
        ordering = ["paper_list", "line_number"]
        constraints = [models.UniqueConstraint(fields=["paper_list", "line_number"], name="one_line_a_number")]
        indexes = [models.Index(fields=["municipality", "status"], name="paper_line_status")]

    def __str__(self) -> str:
        return f"{self.line_number}"

"""Tables of the municipality's own treatment of a matter: who decides, when, on what papers, with what result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import PUBLIC_TASK, PUBLIC_TASK_POLITICAL, WITH_MATTER, PersonalDatum
from dugnad.threads.models import Matter

from .lifecycle import BodyKind, CaseStatus, FollowUpStatus, MeetingStatus, Outcome

MINUTES = "kept with the minutes, which the law makes public"


class Body(ScopedModel):
    """A body of elected people, with the law it rests on and how many seats it has."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(_("hva slags organ"), max_length=12, choices=BodyKind, default=BodyKind.COUNCIL)
    rule = models.CharField(max_length=80, blank=True, help_text="Id of the rule the body rests on.")
    seats = models.PositiveSmallIntegerField(_("plasser"))
    constituted_on = models.DateField(
        _("første møte i valgperioden"), null=True, blank=True, help_text="When the council of this period first met."
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organer")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="one_body_a_name"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="body_has_seats"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_council(self) -> bool:
        return self.kind == BodyKind.COUNCIL


class BodyMember(ScopedModel):
    """A member of a body for a time. Not everybody elected has an account here."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who sits in the body", PUBLIC_TASK_POLITICAL, "until the person leaves"),
        "name": PersonalDatum("who sits in the body", PUBLIC_TASK_POLITICAL, MINUTES),
        "party": PersonalDatum("which list the member was elected from", PUBLIC_TASK_POLITICAL, MINUTES),
    }

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("navn"), max_length=80)
    party = models.CharField(_("parti eller liste"), max_length=80, blank=True)
    is_leader = models.BooleanField(_("leder møtene"), default=False)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")
        ordering = ["-is_leader", "name"]
        constraints = [models.UniqueConstraint(fields=["body", "name", "from_on"], name="one_seat_a_member")]

    def __str__(self) -> str:
        return self.name


class Meeting(ScopedModel):
    """One meeting of a body."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("begynner"))
    ends_at = models.DateTimeField(_("slutter"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=120)
    status = models.CharField(max_length=8, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    not_held_why = models.CharField(_("hvorfor møtet ikke ble holdt"), max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("møte")
        verbose_name_plural = _("møter")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="one_meeting_a_number"),
            models.UniqueConstraint(fields=["body", "starts_at"], name="one_meeting_at_a_time"),
        ]
        indexes = [models.Index(fields=["municipality", "starts_at"], name="meeting_starts")]

    def __str__(self) -> str:
        return f"{self.body.name} {self.number}/{self.year}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", kwargs={"slug": self.municipality.slug, "pk": self.pk})

    @property
    def is_held(self) -> bool:
        return self.status == MeetingStatus.HELD

    @property
    def is_not_held(self) -> bool:
        return self.status == MeetingStatus.NOT_HELD


class Case(ScopedModel):
    """The municipality's treatment of a matter: its number, its clock and its papers."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "officer": PersonalDatum("show who prepares the case", PUBLIC_TASK, WITH_MATTER),
    }

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(_("tittel"), max_length=120)
    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.RECEIVED)
    received_on = models.DateField()
    answer_due_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=80, blank=True, help_text="Id of the rule that sets the answer date.")
    officer = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    background = models.TextField(_("bakgrunn"), blank=True)
    background_html = models.TextField(blank=True)
    assessment = models.TextField(_("vurdering"), blank=True)
    assessment_html = models.TextField(blank=True)
    proposal = models.TextField(_("forslag til vedtak"), blank=True)
    proposal_html = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("politisk sak")
        verbose_name_plural = _("politiske saker")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "number"], name="one_case_a_number"),
            models.UniqueConstraint(fields=["matter"], condition=~Q(status="decided"), name="one_open_case_a_matter"),
        ]
        indexes = [models.Index(fields=["municipality", "status", "answer_due_on"], name="case_status_due")]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    @property
    def label(self) -> str:
        """The number as it is spoken: 34/27."""
        return f"{self.number}/{self.year % 100:02d}"

    @property
    def is_decided(self) -> bool:
        return self.status == CaseStatus.DECIDED


class AgendaItem(ScopedModel):
    """A case on a meeting's list. A case sent back can be on a later list again."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("punkt på sakslisten")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="one_place_on_the_agenda")]

    def __str__(self) -> str:
        return f"{self.order}. {self.case_id}"


class Attendance(ScopedModel):
    """Whether a member was present at a meeting."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "member": PersonalDatum("minutes tell who was present", PUBLIC_TASK, MINUTES),
    }

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="attendance")
    is_present = models.BooleanField()

    class Meta:
        verbose_name = _("oppmøte")
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_attendance_a_member")]


class Decision(ScopedModel):
    """What a body answered, why, with how many votes, and who was in the room. Not changed once published."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "recorded_by": PersonalDatum("audit of minutes", PUBLIC_TASK, WITH_MATTER),
    }

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("resultat"), max_length=12, choices=Outcome)
    text = models.TextField(_("vedtaket"))
    text_html = models.TextField()
    reasons = models.TextField(_("begrunnelse"))
    reasons_html = models.TextField()
    votes_for = models.PositiveSmallIntegerField(_("stemmer for"))
    votes_against = models.PositiveSmallIntegerField(_("stemmer mot"))
    present = models.PositiveSmallIntegerField(help_text="How many were present when the body decided.")
    seats = models.PositiveSmallIntegerField(help_text="How many seats the body had.")
    recorded_casting_vote = models.BooleanField(_("møtelederens stemme avgjorde"), default=False)
    earlier = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    earlier_on = models.DateField(_("da det samme var oppe før"), null=True, blank=True)
    decided_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When all who started the matter had been told.")

    class Meta:
        verbose_name = _("vedtak")
        verbose_name_plural = _("vedtak")
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=models.F("votes_for") + models.F("votes_against")), name="no_more_votes_than_present"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.votes_for}–{self.votes_against}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def did_not_vote(self) -> int:
        return max(self.seats - self.votes_for - self.votes_against, 0)


class FollowUp(ScopedModel):
    """What the municipality shall do because of a decision: what, who, by when."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "owner": PersonalDatum("show who does what was decided", PUBLIC_TASK, WITH_MATTER),
        "owner_name": PersonalDatum("show who does what was decided", PUBLIC_TASK, WITH_MATTER),
        "done_by": PersonalDatum("audit of acts", PUBLIC_TASK, WITH_MATTER),
    }

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    title = models.CharField(_("tiltak"), max_length=160)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(_("ansvarlig"), max_length=80)
    due_on = models.DateField(_("frist"))
    status = models.CharField(max_length=8, choices=FollowUpStatus, default=FollowUpStatus.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_note = models.CharField(_("hva som ble gjort"), max_length=500, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When all who started the matter had been told.")

    class Meta:
        verbose_name = _("tiltak")
        verbose_name_plural = _("tiltak")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["municipality", "status", "due_on"], name="follow_up_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.status == FollowUpStatus.DONE

"""Tables of talk, following and telling."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.personal_data import ACCOUNT, AGREEMENT, PUBLIC_TASK, PUBLIC_TASK_POLITICAL, WITH_MATTER, PersonalDatum
from dugnad.threads.models import Matter

from .lifecycle import FollowSource, Kind, MailStatus, Reason, Status, Urgency, Voice

ONE_YEAR = "one year, or until the person leaves"


class Contribution(ScopedModel):
    """One argument, question or answer on a matter, by a person with a name."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "author": PersonalDatum("show who speaks", PUBLIC_TASK_POLITICAL, WITH_MATTER),
        "text": PersonalDatum("public talk about a matter", PUBLIC_TASK_POLITICAL, WITH_MATTER),
        "html": PersonalDatum("public talk about a matter", PUBLIC_TASK_POLITICAL, WITH_MATTER),
        "appeal": PersonalDatum("a new look at a hidden text", PUBLIC_TASK, WITH_MATTER),
        "hidden_by": PersonalDatum("audit of moderation", PUBLIC_TASK, WITH_MATTER),
    }

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(_("slag"), max_length=10, choices=Kind)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="contributions")
    voice = models.CharField(max_length=16, choices=Voice, blank=True, default=Voice.NONE)
    voice_order = models.PositiveSmallIntegerField(default=3)
    text = models.TextField(_("tekst"))
    html = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.VISIBLE)
    agree_count = models.PositiveIntegerField(default=0)
    rank = models.FloatField(default=0, help_text="Agreement damped by age; see the room's README.")
    form_key = models.CharField(max_length=43, default=secrets.token_urlsafe, help_text="Given with the form.")
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hidden_reason = models.CharField(max_length=10, choices=Reason, blank=True)
    hidden_note = models.CharField(_("forklaring"), max_length=400, blank=True)
    appeal = models.CharField(_("hvorfor vi bør se på det en gang til"), max_length=600, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_answered_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("innlegg")
        verbose_name_plural = _("innlegg")
        constraints = [
            models.UniqueConstraint(fields=["author", "form_key"], name="one_contribution_a_form"),
            models.CheckConstraint(
                condition=Q(kind="answer", reply_to__isnull=False) | (~Q(kind="answer") & Q(reply_to__isnull=True)),
                name="only_answers_hang_under",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "kind", "status", "-rank"], name="contribution_talk"),
            models.Index(fields=["reply_to", "voice_order", "posted_at"], name="contribution_answers"),
            models.Index(fields=["municipality", "status", "posted_at"], name="contribution_queue"),
            models.Index(fields=["author", "posted_at"], name="contribution_author"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Agreement(ScopedModel):
    """That one person agrees with one contribution."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("count agreement once", PUBLIC_TASK_POLITICAL, ACCOUNT),
    }

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="agreements")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "user"], name="one_agreement_a_person")]


class Report(ScopedModel):
    """That one person asks the municipality to look at a contribution."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "reporter": PersonalDatum("one report a person, and an answer to it", PUBLIC_TASK, ONE_YEAR),
        "note": PersonalDatum("what is wrong with the text", PUBLIC_TASK, ONE_YEAR),
    }

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("hva er galt"), max_length=10, choices=Reason)
    note = models.CharField(_("fortell mer"), max_length=400, blank=True)
    at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    was_upheld = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("melding")
        constraints = [models.UniqueConstraint(fields=["contribution", "reporter"], name="one_report_a_person")]
        indexes = [models.Index(fields=["municipality", "handled_at", "at"], name="report_queue")]


class Following(ScopedModel):
    """That a person follows a matter; `ended_at` remembers that they chose to stop, so that nothing starts it again but they."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("tell the person what happens", AGREEMENT, ACCOUNT),
    }

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="followings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followings")
    source = models.CharField(max_length=10, choices=FollowSource, default=FollowSource.SELF)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "user"], name="one_following_a_person")]
        indexes = [models.Index(fields=["user", "ended_at"], name="following_user")]


class MailStop(ScopedModel):
    """That somebody wants no more e-mail about a matter, or none at all from this municipality."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("respect the wish not to get e-mail", AGREEMENT, ACCOUNT),
        "email": PersonalDatum("respect the wish not to get e-mail", AGREEMENT, "until the address asks for e-mail again"),
        "recipient": PersonalDatum("the same as user or email, as one key", AGREEMENT, ACCOUNT),
    }

    recipient = models.CharField(max_length=260)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "recipient", "matter"], name="one_stop_a_matter"),
            models.UniqueConstraint(fields=["municipality", "recipient"], condition=Q(matter=None), name="one_stop_for_all"),
        ]


class Mail(ScopedModel):
    """One letter to one person: an urgent notice, or the day's collected ones. Its `key` keeps it from being made twice."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("who gets the letter", AGREEMENT, ONE_YEAR),
        "email": PersonalDatum("where the letter goes", AGREEMENT, ONE_YEAR),
        "recipient": PersonalDatum("the same as user or email, as one key", AGREEMENT, ONE_YEAR),
        "key": PersonalDatum("send nothing twice", AGREEMENT, ONE_YEAR),
    }

    key = models.CharField(max_length=300)
    recipient = models.CharField(max_length=260)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    language = models.CharField(max_length=5, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency)
    status = models.CharField(max_length=12, choices=MailStatus, default=MailStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("brev")
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="one_letter_a_key")]
        indexes = [models.Index(fields=["municipality", "status", "next_attempt_at"], name="mail_waiting")]


class Notice(ScopedModel):
    """What somebody is to be told. Put into words only when shown or sent, in the reader's language."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {
        "user": PersonalDatum("tell the person what happens", AGREEMENT, ONE_YEAR),
        "email": PersonalDatum("tell somebody without an account what they signed up for", AGREEMENT, ONE_YEAR),
        "recipient": PersonalDatum("the same as user or email, as one key", AGREEMENT, ONE_YEAR),
        "params": PersonalDatum("names of public people in the notice's sentence", AGREEMENT, ONE_YEAR),
        "dedupe_key": PersonalDatum("tell nothing twice", AGREEMENT, ONE_YEAR),
    }

    recipient = models.CharField(max_length=260)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, blank=True, help_text="Of a recipient without an account.")
    kind = models.CharField(max_length=60)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    params = models.JSONField(default=dict)
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.DIGEST)
    dedupe_key = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    is_mailed = models.BooleanField(default=False, help_text="In a letter, or known to need none.")

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        constraints = [models.UniqueConstraint(fields=["municipality", "dedupe_key"], name="one_notice_a_key")]
        indexes = [
            models.Index(fields=["municipality", "is_mailed", "urgency", "created_at"], name="notice_waiting"),
            models.Index(fields=["user", "-created_at"], name="notice_mine"),
        ]

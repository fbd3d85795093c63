"""All my data, and leaving."""

from datetime import datetime

from django.utils import timezone

from dugnad.conversation import services
from dugnad.conversation.models import Agreement, Contribution, Following, MailStop, Notice, Report
from dugnad.conversation.recipients import of_user
from dugnad.tenancy.models import Municipality
from tests.cast import Cast
from tests.factories import actor

from .conftest import Say


def _lived(cast: Cast, say: Say, now: datetime) -> Contribution:
    theirs, mine = say("Deres", author=cast.starter), say("Mitt")
    me = actor(cast.resident, cast.asker)
    services.agree(contribution=theirs, actor=me, now=now)
    services.report_contribution(contribution=theirs, reason="other", note="Hemmelig", actor=me, now=now)
    say("Svar", kind="answer", reply_to=mine, author=cast.starter)
    services.stop_mail(municipality=cast.asker, recipient=of_user(cast.resident), now=now)
    return theirs


def test_person_gets_all_they_have_written_and_chosen(cast: Cast, say: Say, now: datetime) -> None:
    _lived(cast, say, now)
    found = services.export_person(cast.resident)
    assert [row["text"] for row in found["contributions"]] == ["Mitt"]
    assert [row["note"] for row in found["reports"]] == ["Hemmelig"]
    assert [row["matter"] for row in found["following"]] == ["Badeplass ved Hvalstrand"]
    assert len(found["agreements"]) == len(found["notices"]) == len(found["mail_stopped"]) == 1


def test_leaving_unlinks_the_name_and_keeps_the_counts_true(cast: Cast, say: Say, now: datetime) -> None:
    theirs = _lived(cast, say, now)
    Municipality.objects.filter(pk=cast.asker.pk).update(moderation="before")
    cast.matter.municipality.moderation = "before"
    say("Venter fortsatt")
    kept = services.erase_person(cast.resident, timezone.now())
    assert kept == ["Det du skrev i samtaler, står uten navn, fordi andre har svart på det og sagt seg enige."]
    theirs.refresh_from_db()
    assert theirs.agree_count == 0
    assert services.reconcile(cast.asker) == []
    assert not Agreement.objects.exists()
    assert not MailStop.objects.exists()
    assert not Following.objects.filter(user=cast.resident).exists()
    assert not Notice.objects.filter(user=cast.resident).exists()
    assert (Report.objects.get().reporter, Report.objects.get().note) == (None, "")
    assert Contribution.objects.get(text="Mitt").author is None
    assert not Contribution.objects.filter(text="Venter fortsatt").exists()
    assert services.erase_person(cast.resident, timezone.now()) == []

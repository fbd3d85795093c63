"""Taking names out of signatures when they have had their use; the counts stay."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from dugnad.threads.models import JournalEntry

from ..models import PaperLine, PaperList, Signature

# The control of a decision's lawfulness can be asked for within three weeks (kommuneloven § 27-1);
# two months leaves room to treat it.
KEPT_AFTER_ANSWER = timedelta(days=60)


@transaction.atomic
def forget_signers(*, now: datetime) -> int:
    """Empty names, accounts and keys of signatures whose answer, or whose end, lies two months back; return how many."""
    before = now - KEPT_AFTER_ANSWER
    answered = JournalEntry.objects.filter(act="meetings.decided", at__lt=before).exclude(params__outcome="sent_back")
    done = Q(initiative__matter__in=answered.values("matter"), initiative__state__in=["decided", "closed"])
    over = ~Q(status=Signature.Status.VALID) & Q(ended_at__lt=before)
    named = Signature.objects.filter(done | over).exclude(name="", user=None).distinct()
    forgotten = list(named)
    for signature in forgotten:
        signature.name = signature.folded_name = ""
        signature.user = signature.entered_by = None
        signature.is_name_public = False
        # Still one of a kind, but no longer the hash of anybody.
        signature.person_key = secrets.token_hex(32)
    Signature.objects.bulk_update(
        forgotten, ["name", "folded_name", "user", "entered_by", "is_name_public", "person_key"], batch_size=500
    )
    _forget_paper(before, answered.values("matter"))
    return len(forgotten)


def _forget_paper(before: datetime, answered: QuerySet[Any]) -> None:
    over = Q(paper_list__initiative__matter__in=answered) | Q(status=PaperLine.Status.LAPSED, lapsed_at__lt=before)
    done = PaperLine.objects.filter(over)
    PaperList.objects.filter(pk__in=done.values("paper_list")).update(entered_by=None)
    done.exclude(name="").update(
        name="", folded_name="", address="", born_on=None, person_key="", like=None, decided_by=None, has_identity=False
    )

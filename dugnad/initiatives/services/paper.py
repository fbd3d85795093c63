"""Paper lists: each line counted once with the web's, set aside when in doubt, and judged by a person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dugnad.domain.names import marks_of, may_be_same
from dugnad.domain.text import fold
from dugnad.people.actors import Actor
from dugnad.people.identity import identity_hash
from dugnad.people.rights import Refused, refuse, require
from dugnad.threads.services import record

from ..models import Initiative, PaperLine, PaperList, Signature
from ..policies.signing import may_enter_paper
from .signing import end_signature, hand_in_if_enough, keyed, receipt_code, store_signature


@dataclass(frozen=True)
class PaperEntry:
    """One line as the clerk reads it. The identity number is used for its keyed hash and then forgotten."""

    name: str
    address: str = ""
    born_on: date | None = None
    identity_number: str = ""


@dataclass(frozen=True)
class Entered:
    """What came of a list: how many lines were counted, wait for a clerk, or were not counted."""

    paper_list: PaperList
    counted: int
    in_doubt: int
    not_counted: int


@transaction.atomic
def enter_paper_list(
    *,
    initiative: Initiative,
    entries: list[PaperEntry],
    received_on: date,
    source: str,
    form_key: str,
    actor: Actor,
    now: datetime,
) -> Entered:
    """Store a paper list line by line; the same form sent twice makes one list. Raises Refused."""
    require(may_enter_paper(actor, initiative, now=now))
    known = PaperList.objects.filter(initiative=initiative, form_key=form_key).first()
    if known is None:
        try:
            with transaction.atomic():
                known = _new_list(initiative, received_on, source, form_key, actor, now)
        except IntegrityError as error:
            raise Refused(refuse(_("En annen førte inn en liste samtidig. Prøv en gang til."))) from error
        for number, entry in enumerate(entries, start=1):
            _enter_line(initiative, known, number, entry, actor, now)
        record(
            act="initiatives.paper_entered",
            actor=actor,
            now=now,
            municipality=initiative.municipality,
            matter=initiative.matter,
            is_public=False,
            params={"list": known.number, "lines": len(entries)},
        )
        hand_in_if_enough(initiative=initiative, actor=actor, now=now)
    return _entered(known)


def _new_list(initiative: Initiative, received_on: date, source: str, form_key: str, actor: Actor, now: datetime) -> PaperList:
    last = PaperList.objects.filter(initiative=initiative).aggregate(last=Max("number"))["last"] or 0
    return PaperList.objects.create(
        municipality=initiative.municipality,
        initiative=initiative,
        number=last + 1,
        received_on=received_on,
        source=source,
        form_key=form_key,
        entered_by=actor.user,
        entered_at=now,
    )


def _entered(paper_list: PaperList) -> Entered:
    found = list(PaperLine.objects.filter(paper_list=paper_list).values_list("status", flat=True))
    status = PaperLine.Status
    return Entered(paper_list, found.count(status.COUNTED), found.count(status.IN_DOUBT), found.count(status.NOT_COUNTED))


def _enter_line(
    initiative: Initiative, paper_list: PaperList, number: int, entry: PaperEntry, actor: Actor, now: datetime
) -> None:
    line = PaperLine(
        municipality=initiative.municipality,
        paper_list=paper_list,
        line_number=number,
        name=entry.name,
        folded_name=fold(entry.name),
        address=entry.address,
        born_on=entry.born_on,
        person_key=_person_key(entry),
        has_identity=bool(entry.identity_number),
        status=PaperLine.Status.COUNTED,
    )
    doubt = _doubt(initiative, line)
    if doubt:
        line.status, (line.reason, line.like) = PaperLine.Status.IN_DOUBT, doubt
    else:
        _count(initiative, line, actor, now)
    line.save()


def _person_key(entry: PaperEntry) -> str:
    if entry.identity_number:
        return identity_hash(entry.identity_number)
    return keyed(f"paper:{fold(entry.name)}|{entry.born_on or fold(entry.address)}")


def _doubt(initiative: Initiative, line: PaperLine) -> tuple[str, Signature | None] | None:
    """Return why a line must be looked at, with the signature it resembles; None when it can be counted or is surely known."""
    valid = Signature.objects.filter(initiative=initiative, status=Signature.Status.VALID)
    if valid.filter(person_key=line.person_key).exists():
        return None
    written = marks_of(line.name)
    for other in valid.select_related("user", "paper_line").order_by("pk"):
        if may_be_same(written, marks_of(other.name)) and not (line.has_identity and _has_identity(other)):
            web = other.channel == Signature.Channel.WEB
            return (PaperLine.Reason.SIMILAR_WEB if web else PaperLine.Reason.SIMILAR_PAPER), other
    if not line.address and not line.has_identity:
        return PaperLine.Reason.NO_ADDRESS, None
    return None


def _has_identity(signature: Signature) -> bool:
    if signature.channel == Signature.Channel.PAPER:
        return bool(getattr(signature, "paper_line", None) and signature.paper_line.has_identity)
    return signature.user is not None and bool(signature.user.identity_hash)


def _count(initiative: Initiative, line: PaperLine, actor: Actor, now: datetime) -> None:
    signature = store_signature(
        initiative,
        Signature(
            municipality=initiative.municipality,
            initiative=initiative,
            person_key=line.person_key,
            name=line.name,
            folded_name=line.folded_name,
            channel=Signature.Channel.PAPER,
            receipt_code=receipt_code(initiative),
            signed_at=now,
            entered_by=actor.user,
        ),
    )
    if signature is None:
        line.status, line.reason = PaperLine.Status.NOT_COUNTED, PaperLine.Reason.SAME_PERSON
        line.signature = None
    else:
        line.status, line.signature = PaperLine.Status.COUNTED, signature


@transaction.atomic
def decide_line(*, line: PaperLine, counts: bool, reason: str, actor: Actor, now: datetime) -> PaperLine:
    """Let a clerk count a line in doubt, or leave it out with a reason; a line already judged stays as it is."""
    initiative = line.paper_list.initiative
    require(may_enter_paper(actor, initiative, now=now))
    waiting = PaperLine.objects.filter(pk=line.pk, status=PaperLine.Status.IN_DOUBT)
    if not waiting.update(decided_by=actor.user, decided_at=now, status=PaperLine.Status.NOT_COUNTED):
        line.refresh_from_db()
        return line
    line.decided_by, line.decided_at, line.reason = actor.user, now, PaperLine.Reason.CLERK
    if counts:
        # The clerk has seen that it is another person than the one it resembles.
        line.person_key = keyed(f"line:{line.pk}") if _key_is_taken(initiative, line) else line.person_key
        _count(initiative, line, actor, now)
    else:
        line.status, line.reason = PaperLine.Status.NOT_COUNTED, reason
    line.save()
    record(
        act="initiatives.paper_line_judged",
        actor=actor,
        now=now,
        municipality=initiative.municipality,
        matter=initiative.matter,
        is_public=False,
        params={"list": line.paper_list.number, "line": line.line_number, "counted": counts, "reason": line.reason},
    )
    hand_in_if_enough(initiative=initiative, actor=actor, now=now)
    return line


@transaction.atomic
def take_out_line(*, line: PaperLine, why: str, actor: Actor, now: datetime) -> PaperLine:
    """Stop counting a line: its signer has asked for it, or it was read wrong. Again changes nothing."""
    initiative = line.paper_list.initiative
    require(may_enter_paper(actor, initiative, now=now))
    if not why.strip():
        raise ValidationError({"why": _("Skriv hvorfor linjen tas ut.")})
    counted = PaperLine.objects.filter(pk=line.pk, status=PaperLine.Status.COUNTED)
    values = {"status": PaperLine.Status.NOT_COUNTED, "reason": PaperLine.Reason.TAKEN_OUT, "signature": None}
    signature = line.signature
    if counted.update(**values, decided_by=actor.user, decided_at=now):
        if signature is not None:
            end_signature(signature=signature, now=now)
        record(
            act="initiatives.paper_line_taken_out",
            actor=actor,
            now=now,
            municipality=initiative.municipality,
            matter=initiative.matter,
            is_public=False,
            params={"list": line.paper_list.number, "line": line.line_number, "why": why.strip()},
        )
    line.refresh_from_db()
    return line


def _key_is_taken(initiative: Initiative, line: PaperLine) -> bool:
    valid = Signature.Status.VALID
    return Signature.objects.filter(initiative=initiative, status=valid, person_key=line.person_key).exists()

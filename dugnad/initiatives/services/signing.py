"""Signing by law: opening, signing, withdrawing, and handing in when the threshold is met (kommuneloven § 12-1)."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.conversation.lifecycle import FollowSource
from dugnad.conversation.services import follow, tell
from dugnad.domain.law import ThresholdResult, UnknownPopulation
from dugnad.domain.names import marks_of, may_be_same
from dugnad.domain.text import fold
from dugnad.meetings.services import open_case
from dugnad.people.actors import Actor, system_actor
from dugnad.people.models import User
from dugnad.people.rights import Refused, refuse, require
from dugnad.rulebook.selectors import ANSWER_RULE, answer_deadline, rule, signature_requirement
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.services import RuleUsed, move_stage, record, set_next_step

from ..lifecycle import Move, State, after, sources
from ..models import Initiative, PaperLine, Signature
from ..policies.signing import ELIGIBILITY_RULE, may_close_on, may_open_signing, may_sign, may_withdraw_signature
from .acting import unnamed

# What the municipality promises those whose collection fell short.
ADVICE_WITHIN = timedelta(days=14)
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def text_digest(initiative: Initiative) -> str:
    """Return the SHA-256 of the text people sign: title, lead, reasons and what is needed, a line feed between."""
    matter = initiative.matter
    text = "\n".join([matter.title, matter.lead, initiative.body_markdown, initiative.what_needed])
    return hashlib.sha256(text.encode()).hexdigest()


def person_key_of(user: User) -> str:
    """Return what tells a person apart: the hash of the identity number where we have it, else of the account."""
    return user.identity_hash or keyed(f"user:{user.pk}")


def keyed(value: str) -> str:
    """Return the keyed hash (HMAC-SHA-256) of a value that must match without being readable."""
    return hmac.new(settings.IDENTITY_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()


def receipt_code(initiative: Initiative) -> str:
    """Return a new receipt code, short enough to read aloud."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _unused in range(8))
    return f"{initiative.matter.number}-{letters[:4]}-{letters[4:]}"


@transaction.atomic
def open_signing(*, initiative: Initiative, closes_on: date, actor: Actor, now: datetime) -> Initiative:
    """Turn an initiative into an innbyggerforslag: lock the text and fix the threshold for today's rule and population.

    Raises Refused, or ValidationError when the population is unknown or the closing day is too near or too far.
    """
    require(may_open_signing(actor, initiative, now=now))
    window = may_close_on(closes_on, now=now)
    if not window:
        raise ValidationError({"closes_on": str(window.reason)})
    needed = _requirement(initiative, now)
    changed = Initiative.objects.filter(pk=initiative.pk, state__in=sources(Move.OPEN_SIGNING)).update(
        state=State.SIGNING,
        statutory=True,
        locked_at=now,
        text_digest=text_digest(initiative),
        signing_opened_at=now,
        signing_closes_on=closes_on,
        required_signatures=needed.required,
        population=needed.population,
        population_on=initiative.matter.municipality.place.population_on,
        rule_id=needed.rule.id,
        rule_valid_from=needed.rule.valid_from,
    )
    initiative.refresh_from_db()
    if changed:
        _announce_opening(initiative, needed, actor, now)
    return initiative


def _requirement(initiative: Initiative, now: datetime) -> ThresholdResult:
    try:
        return signature_requirement(initiative.matter.municipality, localdate(now))
    except UnknownPopulation as error:
        message = _("Vi vet ikke hvor mange som bor her, og kan ikke regne ut kravet. Kontakt kommunen.")
        raise ValidationError(message) from error


def _announce_opening(initiative: Initiative, needed: ThresholdResult, actor: Actor, now: datetime) -> None:
    matter = initiative.matter
    move_stage(matter=matter, stage=Stage.PROPOSAL, now=now)
    assert initiative.signing_closes_on is not None  # noqa: S101 - set by the update just made
    set_next_step(
        matter=matter,
        step=Step.COLLECT_SIGNATURES,
        owner_kind=OwnerKind.STARTERS,
        owner=actor.person,
        due_on=initiative.signing_closes_on,
        basis=Basis.PROMISE,
    )
    params = {"supporters": initiative.support_count, "required": needed.required}
    record(
        act="initiatives.signing_opened",
        actor=actor,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params=params,
        rule=RuleUsed(needed.rule.id, needed.rule.valid_from, {"population": needed.population, "required": needed.required}),
    )
    tell(
        matter=matter,
        kind="initiatives.signing_opened",
        params=params,
        now=now,
        exclude=actor.user,
        urgency="now",
        dedupe=f"opened:{now:%Y%m%d%H%M}",
    )


@transaction.atomic
def sign_initiative(
    *, initiative: Initiative, actor: Actor, now: datetime, is_name_public: bool = False, wants_news: bool = True
) -> Signature:
    """Count a person's signature once, and hand the initiative in when it is the last one needed.

    Signing again returns the signature already there. Raises Refused.
    """
    require(may_sign(actor, initiative, now=now))
    person = actor.person
    assert person is not None  # noqa: S101 - the policy has refused a visitor
    existing = Signature.objects.filter(initiative=initiative, user=person, status=Signature.Status.VALID).first()
    if existing:
        return existing
    signature = store_signature(
        initiative,
        Signature(
            municipality=initiative.municipality,
            initiative=initiative,
            person_key=person_key_of(person),
            user=person,
            name=person.name,
            folded_name=fold(person.name),
            channel=Signature.Channel.WEB,
            is_name_public=is_name_public,
            receipt_code=receipt_code(initiative),
            signed_at=now,
            entered_by=actor.user if actor.on_behalf_of else None,
        ),
    )
    if signature is None:
        # The same person stands on a paper list, or signed a moment ago from another window.
        return Signature.objects.get(initiative=initiative, person_key=person_key_of(person), status=Signature.Status.VALID)
    _doubt_paper_twins(initiative, signature)
    if wants_news:
        # Asked for by themselves; and a following that said why would tell who signed long after names are forgotten.
        follow(matter=initiative.matter, user=person, now=now, source=FollowSource.SELF)
    record(
        act="initiatives.signed",
        actor=unnamed(actor),
        now=now,
        municipality=initiative.municipality,
        matter=initiative.matter,
        is_public=False,
        params={"channel": "web"},
        rule=_eligibility(now),
    )
    hand_in_if_enough(initiative=initiative, actor=actor, now=now)
    return signature


def _eligibility(now: datetime) -> RuleUsed:
    found = rule(ELIGIBILITY_RULE, localdate(now))
    return RuleUsed(found.id, found.valid_from, {})


def store_signature(initiative: Initiative, signature: Signature) -> Signature | None:
    """Store a signature and count it; return None when the person already has a valid one, raise Refused when too late."""
    try:
        with transaction.atomic():
            signature.save()
    except IntegrityError:
        return None
    counted = Initiative.objects.filter(pk=initiative.pk, state=State.SIGNING).update(signature_count=F("signature_count") + 1)
    if not counted:
        # It was handed in or closed between the page and the tap; the signature is undone with the transaction.
        raise Refused(refuse(_("Det samles ikke underskrifter på denne saken lenger.")))
    return signature


def _doubt_paper_twins(initiative: Initiative, signature: Signature) -> None:
    """Set paper lines that may be the same person aside: who signs on the web is surely one, the line may be them."""
    counted = PaperLine.objects.filter(paper_list__initiative=initiative, status=PaperLine.Status.COUNTED)
    signer = marks_of(signature.name)
    for line in counted.select_related("signature"):
        if not may_be_same(signer, marks_of(line.name)) or _surely_another(line, signature):
            continue
        if line.signature:
            end_signature(signature=line.signature, now=signature.signed_at)
        line.status, line.reason, line.like, line.signature = (
            PaperLine.Status.IN_DOUBT,
            PaperLine.Reason.SIMILAR_WEB,
            signature,
            None,
        )
        line.save(update_fields=["status", "reason", "like", "signature"])


def _surely_another(line: PaperLine, signature: Signature) -> bool:
    """Two identity numbers that differ are two people, however alike their names are."""
    known = signature.user is not None and bool(signature.user.identity_hash)
    return known and line.has_identity


def end_signature(*, signature: Signature, now: datetime) -> bool:
    """Stop counting a signature; return False when it was not counted."""
    ended = Signature.objects.filter(pk=signature.pk, status=Signature.Status.VALID).update(
        status=Signature.Status.WITHDRAWN, ended_at=now
    )
    if ended:
        Initiative.objects.filter(pk=signature.initiative_id).update(signature_count=F("signature_count") - 1)
    return bool(ended)


@transaction.atomic
def withdraw_signature(*, signature: Signature, actor: Actor, now: datetime) -> None:
    """Take back a signature; taking it back twice changes nothing."""
    require(may_withdraw_signature(actor, signature, now=now))
    if end_signature(signature=signature, now=now):
        record(
            act="initiatives.signature_withdrawn",
            actor=unnamed(actor),
            now=now,
            municipality=signature.municipality,
            matter=signature.initiative.matter,
            is_public=False,
        )


@transaction.atomic
def hand_in_if_enough(*, initiative: Initiative, actor: Actor, now: datetime) -> bool:
    """Hand the initiative in when it has the signatures the law asks for; exactly one caller does, whoever comes last.

    The day of the last signature is the day it is put forward ("fremmet"), from which the council has six months.
    """
    today = localdate(now)
    clock = answer_deadline(ANSWER_RULE, today)
    won = Initiative.objects.filter(pk=initiative.pk, state=State.SIGNING, signature_count__gte=F("required_signatures")).update(
        state=after(State.SIGNING, Move.SUBMIT), submitted_on=today, answer_due_on=clock.due
    )
    initiative.refresh_from_db()
    if not won:
        return False
    matter = initiative.matter
    system = system_actor(matter.municipality)
    record(
        act="initiatives.submitted",
        actor=system,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params={"count": initiative.signature_count, "due_on": clock.due.isoformat()},
        rule=RuleUsed(clock.rule.id, clock.rule.valid_from, {"from": today.isoformat(), "due": clock.due.isoformat()}),
    )
    open_case(matter=matter, received_on=today, answer_due_on=clock.due, rule=ANSWER_RULE, actor=system, now=now)
    move_stage(matter=matter, stage=Stage.DECISION, now=now)
    set_next_step(
        matter=matter,
        step=Step.PREPARE_CASE,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=matter.responsible,
        due_on=clock.due,
        basis=Basis.LAW,
        rule=ANSWER_RULE,
    )
    tell(
        matter=matter,
        kind="initiatives.submitted",
        params={"count": initiative.signature_count, "due_on": clock.due.isoformat()},
        now=now,
        urgency="now",
        dedupe="submitted",
    )
    return True


@transaction.atomic
def lapse_signatures(*, initiative: Initiative, now: datetime) -> None:
    """Let all that was signed on a text fall with its collection, on the web and on paper: it never counts for another text."""
    Signature.objects.filter(initiative=initiative, status=Signature.Status.VALID).update(
        status=Signature.Status.LAPSED, ended_at=now
    )
    PaperLine.objects.filter(paper_list__initiative=initiative).exclude(status=PaperLine.Status.LAPSED).update(
        status=PaperLine.Status.LAPSED, lapsed_at=now
    )
    Initiative.objects.filter(pk=initiative.pk).update(signature_count=0)


@transaction.atomic
def end_signing(*, initiative: Initiative, now: datetime) -> bool:
    """Close a collection whose last day has passed short of the threshold; the municipality then owes advice in two weeks."""
    ended = Initiative.objects.filter(pk=initiative.pk, state=State.SIGNING, signature_count__lt=F("required_signatures")).update(
        state=after(State.SIGNING, Move.END_SIGNING), locked_at=None, statutory=False
    )
    if not ended:
        return False
    matter, count = initiative.matter, initiative.signature_count
    lapse_signatures(initiative=initiative, now=now)
    initiative.refresh_from_db()
    move_stage(matter=matter, stage=Stage.SUPPORT, now=now)
    set_next_step(
        matter=matter,
        step=Step.ANSWER_IDEA,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=matter.responsible,
        due_on=localdate(now) + ADVICE_WITHIN,
        basis=Basis.PROMISE,
    )
    params = {"count": count, "required": initiative.required_signatures}
    system = system_actor(matter.municipality)
    record(act="initiatives.signing_ended", actor=system, now=now, municipality=matter.municipality, matter=matter, params=params)
    tell(matter=matter, kind="initiatives.signing_ended", params=params, now=now, urgency="now", dedupe=f"ended:{localdate(now)}")
    return True

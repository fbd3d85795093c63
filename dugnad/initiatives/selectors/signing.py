"""Reads about signatures: the count in words, who chose to be named, what waits for a clerk."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from dugnad.domain.law import ThresholdResult
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.rulebook.selectors import signature_requirement
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter
from dugnad.threads.selectors import milestones_of

from ..lifecycle import State
from ..models import Initiative, PaperLine, PaperList, Signature


@dataclass(frozen=True)
class SignatureCount:
    """How far the collection has come; all numbers are counted from the rows."""

    valid: int
    required: int
    web: int
    paper: int
    in_doubt: int

    @property
    def left(self) -> int:
        return max(0, self.required - self.valid)

    @property
    def percent(self) -> int:
        return min(100, self.valid * 100 // self.required) if self.required else 0


def count_of(initiative: Initiative) -> SignatureCount:
    """Return the count of an initiative's signatures by channel, in one query."""
    doubt = PaperLine.objects.filter(paper_list__initiative=OuterRef("pk"), status=PaperLine.Status.IN_DOUBT)
    valid = Q(signatures__status=Signature.Status.VALID)
    waiting = doubt.order_by().values("paper_list__initiative").annotate(n=Count("pk")).values("n")
    found = (
        Initiative.objects.filter(pk=initiative.pk)
        .annotate(
            web=Count("signatures", filter=valid & Q(signatures__channel="web")),
            paper=Count("signatures", filter=valid & Q(signatures__channel="paper")),
            doubt=Coalesce(Subquery(waiting), 0),
        )
        .values("web", "paper", "doubt")
        .get()
    )
    web, paper = found["web"], found["paper"]
    return SignatureCount(web + paper, initiative.required_signatures or 0, web, paper, found["doubt"])


def requirement_here(municipality: Municipality, now: datetime) -> ThresholdResult:
    """Return today's requirement for this municipality; raise UnknownPopulation when its population is not known."""
    return signature_requirement(municipality, localdate(now))


def signature_of(initiative: Initiative, person: User | None) -> Signature | None:
    """Return a person's valid signature on an initiative."""
    if person is None:
        return None
    return (
        Signature.objects.select_related("initiative", "initiative__matter", "initiative__matter__municipality")
        .filter(initiative=initiative, user=person, status=Signature.Status.VALID)
        .first()
    )


def place_of_signature(signature: Signature) -> int:
    """Return which number a signature is among the valid ones, from 1."""
    before = Q(signed_at__lt=signature.signed_at) | Q(signed_at=signature.signed_at, pk__lte=signature.pk)
    return Signature.objects.filter(before, initiative=signature.initiative, status=Signature.Status.VALID).count()


def named_signers(initiative: Initiative) -> QuerySet[Signature]:
    """Return those who chose to be named, first come first."""
    return Signature.objects.filter(initiative=initiative, status=Signature.Status.VALID, is_name_public=True).order_by(
        "signed_at", "pk"
    )


def paper_lists_of(initiative: Initiative) -> QuerySet[PaperList]:
    """Return the paper lists of an initiative with how their lines stand, newest first."""
    status = PaperLine.Status
    return (
        PaperList.objects.filter(initiative=initiative)
        .select_related("entered_by")
        .annotate(
            counted=Count("lines", filter=Q(lines__status=status.COUNTED)),
            in_doubt=Count("lines", filter=Q(lines__status=status.IN_DOUBT)),
            not_counted=Count("lines", filter=Q(lines__status=status.NOT_COUNTED)),
        )
        .order_by("-number")
    )


def paper_list_of(initiative: Initiative, number: int) -> PaperList | None:
    """Return one paper list of an initiative."""
    return PaperList.objects.filter(initiative=initiative, number=number).select_related("entered_by").first()


def lines_of(paper_list: PaperList) -> QuerySet[PaperLine]:
    """Return the lines of a paper list in their order."""
    return PaperLine.objects.filter(paper_list=paper_list).select_related("decided_by").order_by("line_number")


def lines_in_doubt(initiative: Initiative) -> QuerySet[PaperLine]:
    """Return the lines a clerk must look at, oldest first."""
    return (
        PaperLine.objects.filter(paper_list__initiative=initiative, status=PaperLine.Status.IN_DOUBT)
        .select_related("paper_list", "like")
        .order_by("paper_list__number", "line_number")
    )


def paper_line(key: int) -> PaperLine | None:
    """Return a paper line with its list and initiative."""
    related = ("paper_list__initiative__matter__municipality", "like", "signature")
    return PaperLine.objects.select_related(*related).filter(pk=key).first()


def paper_waiting() -> list[tuple[Initiative, int]]:
    """Return initiatives with paper lines in doubt, and how many, for the desk."""
    found = (
        Initiative.objects.filter(state=State.SIGNING)
        .annotate(doubtful=Count("paper_lists__lines", filter=Q(paper_lists__lines__status=PaperLine.Status.IN_DOUBT)))
        .filter(doubtful__gt=0)
        .select_related("matter", "matter__municipality")
    )
    return [(initiative, initiative.doubtful) for initiative in found]


def signing_now() -> QuerySet[Initiative]:
    """Return the initiatives that collect signatures, nearest to the threshold first."""
    return (
        Initiative.objects.filter(state=State.SIGNING, matter__visibility="public")
        .select_related("matter", "matter__municipality")
        .order_by("-signature_count", "matter__number")
    )


def due_to_close(today: date) -> list[Initiative]:
    """Return collections whose last day has passed."""
    return list(
        Initiative.objects.filter(state=State.SIGNING, signing_closes_on__lt=today).select_related(
            "matter", "matter__municipality", "matter__municipality__place"
        )
    )


def signed_by(user: User) -> list[Signature]:
    """Return a person's valid signatures here, newest first."""
    return list(
        Signature.objects.filter(user=user, status=Signature.Status.VALID)
        .select_related("initiative", "initiative__matter", "initiative__matter__municipality")
        .order_by("-signed_at")
    )


def has_signed(actor: Actor, initiative: Initiative) -> bool:
    """Return whether the actor's person has a valid signature on the initiative."""
    return signature_of(initiative, actor.person) is not None


def wrong_counts() -> list[str]:
    """Return one line for each initiative whose stored count differs from its rows."""
    valid = Count("signatures", filter=Q(signatures__status=Signature.Status.VALID))
    found = Initiative.objects.annotate(rows=valid).exclude(signature_count=0, rows=0).select_related("matter")
    return [
        f"initiative {one.matter.number}: signature_count {one.signature_count}, rows {one.rows}"
        for one in found
        if one.signature_count != one.rows and one.state != State.GATHERING
    ]


@dataclass(frozen=True)
class Answer:
    """What the municipality answered an idea, who, and when."""

    text: str
    name: str
    at: datetime


def answer_to(matter: Matter) -> Answer | None:
    """Return the municipality's latest answer to an idea."""
    acts = {"initiatives.dugnad_agreed", "initiatives.encouraged", "initiatives.other_form", "initiatives.raised"}
    entry = next((entry for entry in reversed(milestones_of(matter)) if entry.act in acts), None)
    return Answer(entry.params.get("answer", ""), entry.params.get("name", ""), entry.at) if entry else None

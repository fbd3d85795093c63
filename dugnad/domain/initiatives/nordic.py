"""Residents' initiatives in Finland, Sweden, Denmark and Iceland: what follows from how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from dugnad.domain.deadlines.calendar import add_months
from dugnad.domain.deadlines.counting import Deadline, deadline
from dugnad.domain.law.rules import Rule, RuleBook
from dugnad.domain.law.thresholds import NoThreshold, ThresholdResult, threshold
from dugnad.domain.law.words import step

FI_ELIGIBILITY = "fi.kommunallagen.23.eligibility"
FI_THRESHOLD = "fi.kommunallagen.23.threshold"
FI_ANSWER = "fi.kommunallagen.23.answer"
FI_INFORM = "fi.kommunallagen.23.inform"
FI_REFERENDUM = "fi.kommunallagen.25.referendum.threshold"
SE_PROPOSAL = "se.kommunallagen.8.medborgarforslag"
SE_THRESHOLD = "se.kommunallagen.8.folkinitiativ.threshold"
SE_WINDOW = "se.kommunallagen.8.folkinitiativ.window"
SE_SIGNATURE = "se.kommunallagen.8.folkinitiativ.signature"
SE_REFUSAL = "se.kommunallagen.8.folkinitiativ.refusal"
DK_THRESHOLD = "dk.lokal.borgerforslag.threshold"
IS_MEETING = "is.sveitarstjornarlog.borgarafundur.threshold"
IS_REFERENDUM = "is.sveitarstjornarlog.ibuakosning.threshold"


@dataclass(frozen=True)
class FinnishOutcome:
    """What a Finnish initiative is owed: always to be told, with two per cent an answer in time."""

    must_inform: bool
    inform_rule: Rule
    treatment: ThresholdResult
    answer: Deadline | None


def finnish_initiative(*, supporters: int, residents: int | None, lodged_on: date, rules: RuleBook) -> FinnishOutcome:
    """Return what follows from the residents behind an initiative: treatment in six months from two per cent on."""
    treatment = threshold(rules.in_force(FI_THRESHOLD, lodged_on), residents, lodged_on)
    answer = deadline(rules.in_force(FI_ANSWER, lodged_on), lodged_on) if supporters >= treatment.required else None
    return FinnishOutcome(True, rules.in_force(FI_INFORM, lodged_on), treatment, answer)


@dataclass(frozen=True)
class Demand:
    """Whether enough stand behind a demand, and what was needed."""

    is_met: bool
    threshold: ThresholdResult


def finnish_referendum(*, ages: Iterable[int], residents_15_plus: int | None, on: date, rules: RuleBook) -> Demand:
    """Tell whether the council must decide at once on a referendum: four per cent of those aged 15 or over ask."""
    needed = threshold(rules.in_force(FI_REFERENDUM, on), residents_15_plus, on)
    old_enough = needed.rule.values["age"].whole
    return Demand(sum(age >= old_enough for age in ages) >= needed.required, needed)


ProposalReason = Literal["accepted", "not_introduced", "organisation", "not_registered", "missing_contact"]


@dataclass(frozen=True)
class Proposal:
    """Whether a Swedish medborgarförslag is taken in, and why not."""

    accepted: bool
    reason: ProposalReason
    rule: Rule


def swedish_proposal(
    *, introduced: bool, is_organisation: bool, is_registered: bool, has_contact: bool, on: date, rules: RuleBook
) -> Proposal:
    """Tell whether a medborgarförslag is taken in: one registered person is enough, an association never is."""
    reasons: tuple[tuple[bool, ProposalReason], ...] = (
        (not introduced, "not_introduced"),
        (is_organisation, "organisation"),
        (not is_registered, "not_registered"),
        (not has_contact, "missing_contact"),
    )
    reason: ProposalReason = next((why for refused, why in reasons if refused), "accepted")
    return Proposal(reason == "accepted", reason, rules.in_force(SE_PROPOSAL, on))


@dataclass(frozen=True)
class SwedishSignature:
    """A line on a folkinitiativ list; person is a matching key made from the identity number, or None without one."""

    person: str | None
    signed_on: date | None
    has_signature: bool
    has_printed_name: bool
    has_address: bool
    is_voter: bool


SignatureFault = Literal["incomplete", "too_old", "after_handing_in", "not_voter", "repeated"]


@dataclass(frozen=True)
class SwedishCount:
    """How many signatures of a folkinitiativ count, and how many fell away for which fault."""

    counted: int
    faults: MappingProxyType[SignatureFault, int]
    threshold: ThresholdResult
    is_met: bool


def _fault(line: SwedishSignature, opened_on: date, handed_in_on: date, seen: set[str]) -> SignatureFault | None:
    if line.person is None or line.signed_on is None:
        return "incomplete"
    faults: tuple[tuple[bool, SignatureFault], ...] = (
        (not (line.has_signature and line.has_printed_name and line.has_address), "incomplete"),
        (line.signed_on < opened_on, "too_old"),
        (line.signed_on > handed_in_on, "after_handing_in"),
        (not line.is_voter, "not_voter"),
        (line.person in seen, "repeated"),
    )
    fault = next((name for found, name in faults if found), None)
    if fault is None:
        seen.add(line.person)
    return fault


def swedish_initiative(
    *, lines: Iterable[SwedishSignature], voters: int | None, handed_in_on: date, rules: RuleBook
) -> SwedishCount:
    """Count a folkinitiativ: complete lines by different voters, signed in the six months before it was handed in."""
    needed = threshold(rules.in_force(SE_THRESHOLD, handed_in_on), voters, handed_in_on)
    window = rules.in_force(SE_WINDOW, handed_in_on).values["within"].whole
    opened_on = add_months(handed_in_on, -window)
    seen: set[str] = set()
    faults: dict[SignatureFault, int] = {}
    for line in lines:
        fault = _fault(line, opened_on, handed_in_on, seen)
        if fault is not None:
            faults[fault] = faults.get(fault, 0) + 1
    return SwedishCount(len(seen), MappingProxyType(faults), needed, len(seen) >= needed.required)


def swedish_refusal(*, present: int, against: int, within_competence: bool, on: date, rules: RuleBook) -> tuple[bool, Rule]:
    """Tell whether the council has refused the referendum: two thirds of those present, or it may not decide at all."""
    rule = rules.in_force(SE_REFUSAL, on)
    if present <= 0 or not 0 <= against <= present:
        raise ValueError("the votes against are counted among those present")
    return not within_competence or against >= rule.values["refusal"].amount * present, rule


def icelandic_meeting(*, supporters: int, voters: int | None, on: date, rules: RuleBook) -> Demand:
    """Tell whether the municipality must hold a public meeting: ten per cent of the voters ask for it."""
    needed = threshold(rules.in_force(IS_MEETING, on), voters, on)
    return Demand(supporters >= needed.required, needed)


def icelandic_referendum(
    *, supporters: int, voters: int | None, on: date, rules: RuleBook, local_share: Fraction | None = None
) -> Demand:
    """Tell whether a referendum must be held: twenty per cent of the voters, or a local share up to one third."""
    rule = rules.in_force(IS_REFERENDUM, on)
    statute = threshold(rule, voters, on)
    if local_share is None:
        return Demand(supporters >= statute.required, statute)
    if not statute.share <= local_share <= rule.local_variation.bounds["most"].amount:
        raise ValueError("a bylaw may ask for from twenty per cent to one third of the voters")
    product = local_share * statute.population
    required = -(-product.numerator // product.denominator)
    local = ThresholdResult(required, local_share, None, rule, statute.population, on, (step("local", required=required),))
    return Demand(supporters >= required, local)


def danish_threshold(*, decided: int | None, on: date, rules: RuleBook) -> int:
    """Return the signatures a Danish council has itself decided on; NoThreshold where it has decided nothing."""
    rule = rules.in_force(DK_THRESHOLD, on)
    if decided is None:
        raise NoThreshold("Danish law sets no threshold; the municipality must have decided one itself")
    if decided < rule.local_variation.bounds["least"].whole:
        raise ValueError("a local threshold is at least one signature")
    return decided

"""The rules in force for a municipality, and what they give with its numbers."""

from datetime import date

from dugnad.domain.deadlines import Deadline, deadline
from dugnad.domain.law import Rule, ThresholdResult, load_rules, required_signatures
from dugnad.tenancy.models import Municipality

ANSWER_RULE = "no.kommuneloven.12-1.answer"


def rule(rule_id: str, on: date) -> Rule:
    """Return the rule in force on a day; raise UnknownRule or NotInForce."""
    return load_rules().in_force(rule_id, on)


def signature_requirement(municipality: Municipality, on: date) -> ThresholdResult:
    """Return how many signatures oblige the council to answer; raise UnknownPopulation when the population is not known."""
    place = municipality.place
    return required_signatures(country=place.country, level=place.kind, population=place.population, on=on)


def answer_deadline(rule_id: str, start: date) -> Deadline:
    """Return the date a rule's deadline falls on, counted from `start`."""
    return deadline(load_rules().in_force(rule_id, start), start)

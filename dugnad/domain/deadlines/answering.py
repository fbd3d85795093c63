"""When the council must have answered a residents' initiative, and what it owes when it need not."""

from dataclasses import dataclass
from datetime import date

from dugnad.domain.deadlines.counting import Deadline, deadline
from dugnad.domain.law.rules import Rule, RuleBook

ANSWER = "no.kommuneloven.12-1.answer"
PLAN_CASE = "no.kommuneloven.12-1.plan-case"
INFORM = "no.kommuneloven.12-1.inform"


@dataclass(frozen=True)
class AnswerDuty:
    """What the proposers are owed: an answer by a day, or none by law, and always to be told."""

    deadline: Deadline | None
    rule: Rule
    must_inform: bool
    inform_rule: Rule


def answer_duty(*, received_on: date, in_plan_case: bool, rules: RuleBook) -> AnswerDuty:
    """Return the duty to answer an initiative received with enough signatures on a day.

    Referral to a plan case under way lifts the six months; the duty to tell the proposers stays.
    """
    inform = rules.in_force(INFORM, received_on)
    if in_plan_case:
        return AnswerDuty(None, rules.in_force(PLAN_CASE, received_on), must_inform=True, inform_rule=inform)
    rule = rules.in_force(ANSWER, received_on)
    return AnswerDuty(deadline(rule, received_on), rule, must_inform=True, inform_rule=inform)

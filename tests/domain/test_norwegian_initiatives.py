"""Residents' initiatives in Norway: what the domain counts in the legal cases 1, 3 and 4.

The cases 2 to 6 as they meet a resident are in tests/unit/initiatives/test_law_cases.py.
"""

from datetime import date

import pytest

from dugnad.domain.deadlines import answer_duty
from dugnad.domain.initiatives.norway import EarlierMatter, same_matter
from dugnad.domain.law import NoThreshold, UnknownPopulation, load_rules, required_signatures, threshold

RULES = load_rules()
TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("level", "population", "required"),
    [
        ("municipality", 1, 1),
        ("municipality", 215, 5),
        ("municipality", 218, 5),
        ("municipality", 379, 8),
        ("municipality", 7_399, 148),
        ("municipality", 14_999, 300),
        ("municipality", 15_000, 300),
        ("municipality", 15_001, 300),
        ("municipality", 100_000, 300),
        ("county", 24_900, 498),
        ("county", 25_000, 500),
        ("county", 240_000, 500),
    ],
)
def test_case_1_it_rounds_two_per_cent_up_and_never_asks_more_than_the_cap(level: str, population: int, required: int) -> None:
    found = required_signatures(country="NO", level=level, population=population, on=TODAY)
    assert found.required == required
    assert found.rule.id == f"no.kommuneloven.12-1.threshold.{level}"


@pytest.mark.parametrize("population", [0, -1, None])
def test_case_1_it_refuses_an_unknown_population_instead_of_asking_for_nobody(population: int | None) -> None:
    with pytest.raises(UnknownPopulation):
        required_signatures(country="NO", level="municipality", population=population, on=TODAY)


@pytest.mark.parametrize(
    ("population", "language", "steps"),
    [
        (
            7_399,
            "nb",
            [
                "Folketallet er 7\u00a0399.",
                "2\u00a0% av dette er 147,98.",
                "Loven sier «minst», så vi runder opp til 148.",
                "Det er færre enn 300, som alltid er nok, så 148 gjelder.",
            ],
        ),
        (98_815, "nn", ["Folketalet er 98\u00a0815.", "2\u00a0% av dette er 1\u00a0976,3."]),
        (98_815, "en", ["The population is 98,815.", "2% of that is 1,976.3."]),
        (50, "en", ["The population is 50.", "2% of that is 1.", "That is fewer than 300, which are always enough"]),
        (98_815, "sv", ["Folketallet er 98\u00a0815."]),
    ],
)
def test_it_explains_the_threshold_step_by_step(population: int, language: str, steps: list[str]) -> None:
    found = required_signatures(country="NO", level="municipality", population=population, on=TODAY).explain(language)
    assert [said[: len(step)] for said, step in zip(found, steps, strict=False)] == steps


@pytest.mark.parametrize(
    ("country", "level", "rule_id"),
    [
        ("NO", "both", None),
        ("NO", "district", None),
        ("XX", "municipality", None),
        ("FI", "county", None),
        ("DK", "municipality", None),
        ("NO", "municipality", "no.kommuneloven.12-1.threshold.county"),
        ("NO", "municipality", "fi.kommunallagen.23.threshold"),
        ("NO", "municipality", "no.kommuneloven.12-1.scope"),
    ],
)
def test_it_says_when_no_threshold_is_set(country: str, level: str, rule_id: str | None) -> None:
    with pytest.raises(NoThreshold):
        required_signatures(country=country, level=level, population=1000, on=TODAY, rule_id=rule_id)


def test_a_threshold_rule_can_be_asked_directly() -> None:
    rule = RULES.in_force("no.kommuneloven.12-1.threshold.county", TODAY)
    assert threshold(rule, 24_900, TODAY).required == 498


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 1, 31), date(2026, 7, 31)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 1), date(2026, 9, 1)),
    ],
)
def test_case_3_the_answer_is_due_six_months_after_it_was_received(received: date, due: date) -> None:
    duty = answer_duty(received_on=received, in_plan_case=False, rules=RULES)
    assert duty.deadline is not None
    assert duty.deadline.due == due
    assert duty.rule.id == "no.kommuneloven.12-1.answer"


def test_case_3_a_plan_case_lifts_the_deadline_but_not_the_duty_to_inform() -> None:
    duty = answer_duty(received_on=date(2026, 1, 31), in_plan_case=True, rules=RULES)
    assert duty.deadline is None
    assert duty.rule.id == "no.kommuneloven.12-1.plan-case"
    assert duty.must_inform
    assert duty.inform_rule.id == "no.kommuneloven.12-1.inform"


PERIOD_BEGAN = date(2023, 10, 12)


@pytest.mark.parametrize(
    ("earlier", "has_duty", "reason"),
    [
        ([], True, "new_matter"),
        ([EarlierMatter("initiative", date(2025, 5, 1))], False, "earlier_initiative"),
        ([EarlierMatter("council_case", PERIOD_BEGAN)], False, "earlier_case"),
        ([EarlierMatter("council_case", date(2023, 10, 11))], True, "new_matter"),
        ([EarlierMatter("initiative", date(2026, 9, 2))], True, "new_matter"),
        (
            [EarlierMatter("council_case", date(2025, 1, 1)), EarlierMatter("initiative", date(2024, 1, 1))],
            False,
            "earlier_initiative",
        ),
    ],
)
def test_case_4_a_repeat_in_the_election_period_lifts_the_duty(earlier: list[EarlierMatter], has_duty: bool, reason: str) -> None:
    found = same_matter(earlier=earlier, period_began_on=PERIOD_BEGAN, received_on=TODAY, rules=RULES)
    assert (found.has_duty, found.reason) == (has_duty, reason)
    assert found.rule.id == "no.kommuneloven.12-1.same-matter"


def test_case_4_the_duty_is_back_after_the_new_council_has_met() -> None:
    earlier = [EarlierMatter("initiative", date(2026, 9, 1))]
    new_period = date(2027, 10, 14)
    found = same_matter(earlier=earlier, period_began_on=new_period, received_on=date(2027, 11, 1), rules=RULES)
    assert found.has_duty

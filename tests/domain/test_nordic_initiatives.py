"""Residents' initiatives in the neighbouring countries: the legal case 16."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dugnad.domain.initiatives.nordic import (
    SwedishSignature,
    danish_threshold,
    finnish_initiative,
    finnish_referendum,
    icelandic_meeting,
    icelandic_referendum,
    swedish_initiative,
    swedish_proposal,
    swedish_refusal,
)
from dugnad.domain.law import NoThreshold, UnknownPopulation, load_rules

RULES = load_rules()
DAY = date(2026, 9, 1)


def test_case_16_two_per_cent_of_finnish_residents_get_treatment_in_six_months() -> None:
    enough = finnish_initiative(supporters=20, residents=1000, lodged_on=DAY, rules=RULES)
    assert enough.answer is not None
    assert enough.answer.due == date(2027, 3, 1)
    too_few = finnish_initiative(supporters=19, residents=1000, lodged_on=DAY, rules=RULES)
    assert too_few.answer is None
    assert too_few.must_inform


def test_case_16_four_per_cent_of_finns_of_15_and_over_can_ask_for_a_referendum() -> None:
    assert finnish_referendum(ages=[15] * 40, residents_15_plus=1000, on=DAY, rules=RULES).is_met
    assert not finnish_referendum(ages=[15] * 39 + [14] * 10, residents_15_plus=1000, on=DAY, rules=RULES).is_met


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "accepted"),
        ({"introduced": False}, "not_introduced"),
        ({"is_organisation": True}, "organisation"),
        ({"is_registered": False}, "not_registered"),
        ({"has_contact": False}, "missing_contact"),
    ],
)
def test_case_16_a_swedish_proposal_needs_one_registered_person_and_no_association(change: dict[str, bool], reason: str) -> None:
    facts = {"introduced": True, "is_organisation": False, "is_registered": True, "has_contact": True}
    proposal = swedish_proposal(**{**facts, **change}, on=DAY, rules=RULES)
    assert (proposal.reason, proposal.accepted) == (reason, reason == "accepted")


GOOD = SwedishSignature("a", DAY, has_signature=True, has_printed_name=True, has_address=True, is_voter=True)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (replace(GOOD, person=None), "incomplete"),
        (replace(GOOD, signed_on=None), "incomplete"),
        (replace(GOOD, has_address=False), "incomplete"),
        (replace(GOOD, signed_on=date(2026, 2, 28)), "too_old"),
        (replace(GOOD, signed_on=date(2026, 9, 2)), "after_handing_in"),
        (replace(GOOD, is_voter=False), "not_voter"),
    ],
)
def test_case_16_a_swedish_signature_with_a_fault_is_not_counted(line: SwedishSignature, fault: str) -> None:
    count = swedish_initiative(lines=[line], voters=10, handed_in_on=DAY, rules=RULES)
    assert (count.counted, dict(count.faults), count.is_met) == (0, {fault: 1}, False)


def test_case_16_ten_per_cent_of_swedish_voters_in_six_months_are_enough() -> None:
    lines = [replace(GOOD, person=str(n), signed_on=date(2026, 3, 1)) for n in range(10)]
    count = swedish_initiative(lines=[*lines, lines[0]], voters=100, handed_in_on=DAY, rules=RULES)
    assert (count.counted, dict(count.faults), count.is_met) == (10, {"repeated": 1}, True)


@pytest.mark.parametrize(
    ("present", "against", "within", "refused"),
    [(30, 20, True, True), (30, 19, True, False), (31, 20, True, False), (31, 21, True, True), (30, 0, False, True)],
)
def test_case_16_two_thirds_of_those_present_can_refuse(present: int, against: int, within: bool, refused: bool) -> None:
    answer, rule = swedish_refusal(present=present, against=against, within_competence=within, on=DAY, rules=RULES)
    assert answer is refused
    assert rule.values["refusal"].amount == Fraction(2, 3)


@pytest.mark.parametrize(("present", "against"), [(0, 0), (10, 11), (10, -1)])
def test_it_refuses_impossible_votes(present: int, against: int) -> None:
    with pytest.raises(ValueError, match="present"):
        swedish_refusal(present=present, against=against, within_competence=True, on=DAY, rules=RULES)


def test_case_16_icelandic_voters_get_a_meeting_at_ten_and_a_referendum_at_twenty_per_cent() -> None:
    assert icelandic_meeting(supporters=100, voters=1000, on=DAY, rules=RULES).is_met
    assert not icelandic_meeting(supporters=99, voters=1000, on=DAY, rules=RULES).is_met
    assert icelandic_referendum(supporters=200, voters=1000, on=DAY, rules=RULES).is_met
    assert not icelandic_referendum(supporters=199, voters=1000, on=DAY, rules=RULES).is_met


def test_case_16_an_icelandic_bylaw_may_ask_for_up_to_a_third() -> None:
    third = icelandic_referendum(supporters=333, voters=1000, on=DAY, rules=RULES, local_share=Fraction(1, 3))
    assert (third.is_met, third.threshold.required) == (False, 334)
    assert third.threshold.explain("en") == ("The municipality has itself decided that 334 signatures are needed.",)
    for share in (Fraction(1, 10), Fraction(1, 2)):
        with pytest.raises(ValueError, match="bylaw"):
            icelandic_referendum(supporters=1, voters=1000, on=DAY, rules=RULES, local_share=share)


def test_case_16_denmark_has_only_what_the_council_decided() -> None:
    assert danish_threshold(decided=500, on=DAY, rules=RULES) == 500
    with pytest.raises(NoThreshold):
        danish_threshold(decided=None, on=DAY, rules=RULES)
    with pytest.raises(ValueError, match="at least one"):
        danish_threshold(decided=0, on=DAY, rules=RULES)


def test_case_16_unknown_numbers_are_refused_everywhere() -> None:
    with pytest.raises(UnknownPopulation):
        finnish_initiative(supporters=1, residents=None, lodged_on=DAY, rules=RULES)
    with pytest.raises(UnknownPopulation):
        icelandic_meeting(supporters=1, voters=0, on=DAY, rules=RULES)

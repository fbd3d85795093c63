"""The book of rules: what each row must have, and how it is read."""

import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from dugnad.domain.law import NotInForce, Rule, RuleBook, RuleBookError, RuleValue, UnknownRule, load_rules
from dugnad.domain.law.document import render_markdown
from dugnad.domain.law.rules import read_rules
from dugnad.domain.law.words import LANGUAGES, STEP_KEYS, Step, step

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules()
TODAY = date(2026, 9, 1)
ROW = """
[law]
country = "NO"
law = "En lov"
source = "https://example.org/lov"
valid_from = 2020-01-01
checked_on = 2026-01-01
verified = true
[[rule]]
id = "no.en.1"
section = "§ 1"
kind = "duty"
"""
TEXTS = "".join(f'[rule.text.{language}]\ntitle = "T"\nplain = "P"\n' for language in LANGUAGES)


@pytest.mark.parametrize("rule", RULES.all(), ids=lambda rule: rule.id)
def test_each_rule_says_where_it_stands_and_when_it_was_checked(rule: Rule) -> None:
    assert rule.source.startswith("https://")
    assert rule.checked_on >= rule.valid_from
    assert rule.id.startswith(rule.country.lower() + ".")
    assert rule.kind not in {"deadline"} or rule.values["within"].whole > 0
    for language in LANGUAGES:
        text = rule.explain(language)
        assert text.title
        assert text.plain.endswith(".")
        assert "!" not in text.title + text.plain
        assert bool(text.doubt) is not rule.verified


def test_it_holds_what_norwegian_initiatives_need() -> None:
    wanted = "answer eligibility scope admissibility same-matter plan-case inform appeal".split()  # noqa: SIM905
    assert {f"no.kommuneloven.12-1.{part}" for part in wanted} <= RULES.ids()
    assert RULES.in_force("no.personopplysningsloven.5.age", TODAY).values["age"].whole == 13


def test_each_country_has_its_rows() -> None:
    assert {rule.country for rule in RULES.all()} == {"NO", "SE", "FI", "DK", "IS"}
    assert {rule.country for rule in RULES.for_country("SE")} == {"SE"}
    assert RULES.for_country("XX") == ()


def test_every_rule_named_in_the_code_exists() -> None:
    named = re.compile(r"""["']((?:no|se|fi|dk|is)\.[a-z]+\.[a-z0-9.-]+)["']""")
    files = [*ROOT.joinpath("dugnad").rglob("*.py"), *ROOT.joinpath("dugnad").rglob("*.html")]
    used = {(match, file.name) for file in files for match in named.findall(file.read_text("utf-8"))}
    assert used
    assert {(rule_id, file) for rule_id, file in used if rule_id not in RULES.ids()} == set()


def test_the_page_of_law_is_up_to_date() -> None:
    written = ROOT.joinpath("docs", "law.md").read_text("utf-8")
    assert written == render_markdown(RULES), "run: python scripts/generate_law_docs.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_law_names_every_rule(language: str) -> None:
    page = render_markdown(RULES, language)
    assert all(f"`{rule.id}`" in page and rule.explain(language).title in page for rule in RULES.all())


def test_the_page_of_law_shows_the_last_day_of_a_rule_that_has_ended() -> None:
    ended = read_rules(ROW + "valid_to = 2021-12-31\n" + TEXTS)
    assert "Gjelder fra 2020-01-01 til 2021-12-31" in render_markdown(RuleBook(ended))


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    (rule,) = read_rules(ROW + "valid_to = 2021-12-31\n" + TEXTS)
    book = RuleBook([rule])
    assert book.in_force("no.en.1", date(2020, 1, 1)) is book.in_force("no.en.1", date(2021, 12, 31)) is rule
    for day in (date(2019, 12, 31), date(2022, 1, 1)):
        with pytest.raises(NotInForce):
            book.in_force("no.en.1", day)
    with pytest.raises(UnknownRule):
        book.in_force("no.en.2", TODAY)


def test_a_new_row_takes_over_where_the_old_ends() -> None:
    old = ROW.partition("[[rule]]")[2] + "valid_to = 2021-12-31\n" + TEXTS
    new = ROW.partition("[[rule]]")[2] + "valid_from = 2022-01-01\n" + TEXTS
    book = RuleBook(read_rules(ROW.partition("[[rule]]")[0] + f"[[rule]]{old}[[rule]]{new}"))
    assert len(book.history("no.en.1")) == 2
    assert book.in_force("no.en.1", TODAY).valid_from == date(2022, 1, 1)


def test_it_refuses_two_rows_of_one_rule_on_one_day() -> None:
    (rule,) = read_rules(ROW + TEXTS)
    with pytest.raises(RuleBookError, match="two rows"):
        RuleBook([rule, rule])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ROW.replace('section = "§ 1"', "") + TEXTS, "section is missing"),
        (ROW.replace('"duty"', '"wish"') + TEXTS, "kind is 'wish'"),
        (ROW.replace('"NO"', '"XX"') + TEXTS, "country is 'XX'"),
        (ROW + 'level = "district"\n' + TEXTS, "level is 'district'"),
        (ROW + '[rule.values]\nshare = { amount = 1, unit = "bananas" }\n' + TEXTS, "unknown unit"),
        (ROW + '[rule.values]\nshare = { unit = "signatures" }\n' + TEXTS, "amount is missing"),
        (ROW + '[rule.local_variation]\nkind = "wild"\n' + TEXTS, "kind is 'wild'"),
        (ROW + '[rule.text.nb]\ntitle = "T"\nplain = "P"\n', "wanted"),
        (ROW.replace("verified = true", "verified = false") + TEXTS, "not verified"),
        ("[[rule]]\nsection = '1'\n", "a rule without id"),
    ],
)
def test_it_refuses_a_row_that_is_not_whole(text: str, complaint: str) -> None:
    with pytest.raises(RuleBookError, match=complaint):
        read_rules(text)


def test_a_file_without_rows_holds_no_rules() -> None:
    assert read_rules("") == ()


def test_it_explains_in_bokmal_where_a_language_is_missing() -> None:
    rule = RULES.in_force("no.kommuneloven.12-1.answer", TODAY)
    assert rule.explain("sv") == rule.explain("nb")
    assert rule.explain("en").title.startswith("You are to have an answer")


def test_a_rule_covers_its_own_level_or_both() -> None:
    assert RULES.in_force("no.kommuneloven.12-1.answer", TODAY).covers("county")
    assert not RULES.in_force("no.kommuneloven.12-1.threshold.county", TODAY).covers("municipality")


def test_a_share_is_no_whole_number() -> None:
    with pytest.raises(RuleBookError, match="no whole number"):
        _ = RuleValue(Fraction(2, 3), "share_of_members").whole


def test_the_book_is_read_once() -> None:
    assert load_rules() is load_rules()


def test_every_step_has_a_sentence_in_each_language() -> None:
    numbers: dict[str, int | Fraction | date] = {
        **{"population": 1000, "product": Fraction(1, 3), "required": 3, "cap": 300, "amount": 6, "wanted": 31},
        **{"share": Fraction(1, 3), "due": TODAY, "start": TODAY + timedelta(1)},
    }
    for key in STEP_KEYS:
        spoken = [Step(key, numbers).text(language) for language in LANGUAGES]
        assert all(sentence.endswith(".") and "{" not in sentence for sentence in spoken)
        assert spoken[0] != spoken[2]


def test_it_refuses_a_step_without_words() -> None:
    with pytest.raises(ValueError, match="no such step"):
        step("hop")

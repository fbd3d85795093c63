"""All rules as one Markdown page, so that what the program follows can be read without running it."""

from collections.abc import Mapping
from types import MappingProxyType

from dugnad.domain.law.rules import Rule, RuleBook, RuleValue

_COUNTRIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nb": {"NO": "Norge", "SE": "Sverige", "FI": "Finland", "DK": "Danmark", "IS": "Island"},
        "nn": {"NO": "Noreg", "SE": "Sverige", "FI": "Finland", "DK": "Danmark", "IS": "Island"},
        "en": {"NO": "Norway", "SE": "Sweden", "FI": "Finland", "DK": "Denmark", "IS": "Iceland"},
    }
)
_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nb": {
            "title": "Reglene Dugnad følger",
            "lead": (
                "Siden er laget av radene i `dugnad/domain/law/data/` med `python scripts/generate_law_docs.py`. "
                "Forklaringene er våre egne ord. Loven selv står ved kilden."
            ),
            "values": "Tall",
            "source": "Kilde",
            "valid": "Gjelder fra",
            "to": "til",
            "checked": "Sett etter",
            "doubt": "Ikke kontrollert",
            "local": "Lokalt avvik",
        },
        "nn": {
            "title": "Reglane Dugnad følgjer",
            "lead": (
                "Sida er laga av radene i `dugnad/domain/law/data/` med `python scripts/generate_law_docs.py`. "
                "Forklaringane er våre eigne ord. Sjølve lova står ved kjelda."
            ),
            "values": "Tal",
            "source": "Kjelde",
            "valid": "Gjeld frå",
            "to": "til",
            "checked": "Sett etter",
            "doubt": "Ikkje kontrollert",
            "local": "Lokalt avvik",
        },
        "en": {
            "title": "The rules Dugnad follows",
            "lead": (
                "This page is made from the rows in `dugnad/domain/law/data/` with "
                "`python scripts/generate_law_docs.py`. The explanations are our own words. "
                "The law itself stands at the source."
            ),
            "values": "Figures",
            "source": "Source",
            "valid": "In force from",
            "to": "to",
            "checked": "Last checked",
            "doubt": "Not verified",
            "local": "Local variation",
        },
    }
)


def _value(name: str, value: RuleValue) -> str:
    amount = value.amount * 100 if value.unit.startswith("percent_") else value.amount
    return f"`{name}` {amount} {value.unit}"


def _values(values: Mapping[str, RuleValue]) -> str:
    return " · ".join(_value(name, value) for name, value in sorted(values.items()))


def _section(rule: Rule, language: str) -> list[str]:
    words, text = _WORDS[language], rule.explain(language)
    until = f" {words['to']} {rule.valid_to.isoformat()}" if rule.valid_to else ""
    lines = [f"### {text.title}", "", f"`{rule.id}` · {rule.law}, {rule.section}", "", text.plain, ""]
    if rule.values:
        lines.append(f"- {words['values']}: {_values(rule.values)}")
    if rule.local_variation.kind != "none":
        bounds = _values(rule.local_variation.bounds)
        lines.append(f"- {words['local']}: {rule.local_variation.kind}" + (f" ({bounds})" if bounds else ""))
    lines.append(f"- {words['valid']} {rule.valid_from.isoformat()}{until}")
    lines.append(f"- {words['source']}: <{rule.source}>")
    lines.append(f"- {words['checked']} {rule.checked_on.isoformat()}")
    if text.doubt:
        lines.append(f"- {words['doubt']}: {text.doubt}")
    return [*lines, ""]


def render_markdown(rules: RuleBook, language: str = "nb") -> str:
    """Return all rules as a Markdown page in one language, country by country."""
    words = _WORDS[language]
    lines = [f"# {words['title']}", "", words["lead"], ""]
    for code, country in _COUNTRIES[language].items():
        lines += [f"## {country}", ""]
        for rule in rules.for_country(code):
            lines += _section(rule, language)
    return "\n".join(lines).rstrip() + "\n"

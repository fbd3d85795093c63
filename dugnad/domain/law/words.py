"""The steps of a calculation in words a resident understands, in each language of the interface."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from dugnad.domain.money import NO_BREAK_SPACE, format_number

StepValue = int | Fraction | date
LANGUAGES = ("nb", "nn", "en")
SOURCE_LANGUAGE = "nb"

_NORWEGIAN_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {"nb": _NORWEGIAN_MONTHS, "nn": _NORWEGIAN_MONTHS, "en": _ENGLISH_MONTHS}

_SENTENCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "population": {
            "nb": "Folketallet er {population}.",
            "nn": "Folketalet er {population}.",
            "en": "The population is {population}.",
        },
        "voters": {
            "nb": "Antallet med stemmerett er {population}.",
            "nn": "Talet på dei med røysterett er {population}.",
            "en": "The number of people entitled to vote is {population}.",
        },
        "population_15_plus": {
            "nb": "Antallet innbyggere som har fylt 15 år, er {population}.",
            "nn": "Talet på innbyggjarar som har fylt 15 år, er {population}.",
            "en": "The number of residents aged 15 or over is {population}.",
        },
        "share": {
            "nb": "{share} av dette er {product}.",
            "nn": "{share} av dette er {product}.",
            "en": "{share} of that is {product}.",
        },
        "rounded_up": {
            "nb": "Loven sier «minst», så vi runder opp til {required}.",
            "nn": "Lova seier «minst», så vi rundar opp til {required}.",
            "en": "The law says “at least”, so we round up to {required}.",
        },
        "capped": {
            "nb": "{cap} underskrifter er alltid nok.",
            "nn": "{cap} underskrifter er alltid nok.",
            "en": "{cap} signatures are always enough.",
        },
        "below_cap": {
            "nb": "Det er færre enn {cap}, som alltid er nok, så {required} gjelder.",
            "nn": "Det er færre enn {cap}, som alltid er nok, så {required} gjeld.",
            "en": "That is fewer than {cap}, which are always enough, so {required} applies.",
        },
        "local": {
            "nb": "Kommunen har selv bestemt at det trengs {required} underskrifter.",
            "nn": "Kommunen har sjølv bestemt at det trengst {required} underskrifter.",
            "en": "The municipality has itself decided that {required} signatures are needed.",
        },
        "start": {
            "nb": "Vi teller fra {start}.",
            "nn": "Vi tel frå {start}.",
            "en": "We count from {start}.",
        },
        "add_months": {
            "nb": "Fristen er {amount} måneder: {due}.",
            "nn": "Fristen er {amount} månader: {due}.",
            "en": "The time limit is {amount} months: {due}.",
        },
        "add_years": {
            "nb": "Fristen er {amount} år: {due}.",
            "nn": "Fristen er {amount} år: {due}.",
            "en": "The time limit in years is {amount}: {due}.",
        },
        "add_weeks": {
            "nb": "Fristen er {amount} uker: {due}.",
            "nn": "Fristen er {amount} veker: {due}.",
            "en": "The time limit is {amount} weeks: {due}.",
        },
        "add_days": {
            "nb": "Fristen er {amount} dager: {due}.",
            "nn": "Fristen er {amount} dagar: {due}.",
            "en": "The time limit is {amount} days: {due}.",
        },
        "add_working_days": {
            "nb": "Fristen er {amount} arbeidsdager, uten helger og helligdager: {due}.",
            "nn": "Fristen er {amount} arbeidsdagar, utan helger og heilagdagar: {due}.",
            "en": "The time limit is {amount} working days, without weekends and public holidays: {due}.",
        },
        "clamped": {
            "nb": "Måneden har ingen dag {wanted}, så den siste dagen i måneden gjelder: {due}.",
            "nn": "Månaden har ingen dag {wanted}, så den siste dagen i månaden gjeld: {due}.",
            "en": "The month has no day {wanted}, so its last day applies: {due}.",
        },
    }
)
STEP_KEYS = frozenset(_SENTENCES)


def spoken_date(day: date, language: str) -> str:
    """Return a date in words: 28. februar 2027, 28 February 2027."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} {month} {day.year}" if language == "en" else f"{day.day}. {month} {day.year}"


def _spoken(value: StepValue, name: str, language: str) -> str:
    if isinstance(value, date):
        return spoken_date(value, language)
    return _spoken_share(Fraction(value), language) if name == "share" else _spoken_number(Fraction(value), language)


def _spoken_number(number: Fraction, language: str) -> str:
    thousands, point = (",", ".") if language == "en" else (NO_BREAK_SPACE, ",")
    whole, rest = divmod(number, 1)
    text = format_number(int(whole)).replace(NO_BREAK_SPACE, thousands)
    # A share is so many hundredths of a whole number, or a third: two decimals tell it, more would be noise.
    decimals = f"{int(rest * 100):02d}".rstrip("0")
    return text + (f"{point}{decimals}" if decimals else "")


def _spoken_share(share: Fraction, language: str) -> str:
    percent = share * 100
    if percent.denominator != 1:
        return f"{share.numerator}/{share.denominator}"
    return f"{percent}%" if language == "en" else f"{percent}{NO_BREAK_SPACE}%"


@dataclass(frozen=True)
class Step:
    """One step of a calculation: a key that never changes, its numbers, and a sentence in each language."""

    key: str
    numbers: Mapping[str, StepValue]

    def text(self, language: str = SOURCE_LANGUAGE) -> str:
        """Return the step as a sentence, in bokmål where the language has none."""
        spoken = language if language in LANGUAGES else SOURCE_LANGUAGE
        words = {name: _spoken(value, name, spoken) for name, value in self.numbers.items()}
        return _SENTENCES[self.key][spoken].format(**words)


def step(key: str, **numbers: StepValue) -> Step:
    """Return the step of a registered key with its numbers."""
    if key not in _SENTENCES:
        raise ValueError(f"no such step: {key}")
    return Step(key, MappingProxyType(numbers))

"""The law as data with a source and a date, and what follows from it.

Rows stand in data/, one file per act and country. Explanations are our own words; `verified` tells honestly what
has been read where. Figures used by the site always come from here, never from constants in code.
"""

from dugnad.domain.law.rules import (
    Explanation,
    LocalVariation,
    NotInForce,
    Rule,
    RuleBook,
    RuleBookError,
    RuleValue,
    UnknownRule,
    load_rules,
)
from dugnad.domain.law.thresholds import (
    NoThreshold,
    ThresholdResult,
    UnknownPopulation,
    required_signatures,
    threshold,
)
from dugnad.domain.law.words import Step

__all__ = [
    "Explanation",
    "LocalVariation",
    "NoThreshold",
    "NotInForce",
    "Rule",
    "RuleBook",
    "RuleBookError",
    "RuleValue",
    "Step",
    "ThresholdResult",
    "UnknownPopulation",
    "UnknownRule",
    "load_rules",
    "required_signatures",
    "threshold",
]

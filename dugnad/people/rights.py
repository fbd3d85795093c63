"""Answers to "may I?": a decision says yes or no, why in the person's words, and under which rule."""

from dataclasses import dataclass

from django.utils.functional import Promise


class Refused(Exception):
    """An act that the actor may not do; the page shows the reason and, where it helps, a way to sign in."""

    def __init__(self, decision: "Decision") -> None:
        super().__init__(str(decision.reason))
        self.decision = decision


@dataclass(frozen=True)
class Decision:
    """Whether an act is allowed, the reason when it is not, and the rule record it rests on, if any."""

    allowed: bool
    reason: str | Promise = ""
    rule: str = ""
    sign_in_helps: bool = False

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def allow(rule: str = "") -> Decision:
    """Return a yes, under `rule` if it rests on law."""
    return Decision(True, rule=rule) if rule else ALLOWED


def refuse(reason: str | Promise, *, rule: str = "", sign_in_helps: bool = False) -> Decision:
    """Return a no with its reason in the person's words."""
    return Decision(False, reason, rule, sign_in_helps)


def require(decision: Decision) -> Decision:
    """Return the decision when it is a yes; raise Refused when it is a no."""
    if not decision.allowed:
        raise Refused(decision)
    return decision

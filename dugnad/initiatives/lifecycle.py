"""The states of an initiative and the acts that move it from one to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an initiative is in its own life; the thread's stage is a coarser picture for everybody."""

    DRAFT = "draft", _("utkast")
    GATHERING = "gathering", _("samler støtte")
    SIGNING = "signing", _("samler underskrifter")
    SUBMITTED = "submitted", _("levert")
    DECIDED = "decided", _("vedtatt")
    ACCEPTED = "accepted", _("dugnaden er avtalt")
    REDIRECTED = "redirected", _("en annen vei er foreslått")
    WITHDRAWN = "withdrawn", _("trukket")
    CLOSED = "closed", _("avsluttet")


class Move(models.TextChoices):
    """The acts that change the state."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    OPEN_SIGNING = "open_signing"
    END_SIGNING = "end_signing"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    AGREE_DUGNAD = "agree_dugnad"
    RAISE = "raise"
    REDIRECT = "redirect"
    RESUME = "resume"
    CLOSE = "close"


TRANSITIONS: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.PUBLISH): State.GATHERING,
    (State.GATHERING, Move.OPEN_SIGNING): State.SIGNING,
    (State.GATHERING, Move.AGREE_DUGNAD): State.ACCEPTED,
    (State.GATHERING, Move.RAISE): State.SUBMITTED,
    (State.GATHERING, Move.REDIRECT): State.REDIRECTED,
    (State.GATHERING, Move.WITHDRAW): State.WITHDRAWN,
    (State.GATHERING, Move.CLOSE): State.CLOSED,
    # Signing that ends short of the threshold gives the initiative back to its starters.
    (State.SIGNING, Move.END_SIGNING): State.GATHERING,
    (State.SIGNING, Move.SUBMIT): State.SUBMITTED,
    (State.SIGNING, Move.WITHDRAW): State.WITHDRAWN,
    # From here the council owes an answer, and nobody can take the initiative back.
    (State.SUBMITTED, Move.DECIDE): State.DECIDED,
    (State.SUBMITTED, Move.SEND_BACK): State.SUBMITTED,
    (State.REDIRECTED, Move.RESUME): State.GATHERING,
    (State.REDIRECTED, Move.OPEN_SIGNING): State.SIGNING,
    (State.REDIRECTED, Move.AGREE_DUGNAD): State.ACCEPTED,
    (State.REDIRECTED, Move.RAISE): State.SUBMITTED,
    (State.REDIRECTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.REDIRECTED, Move.CLOSE): State.CLOSED,
    (State.ACCEPTED, Move.CLOSE): State.CLOSED,
    (State.DECIDED, Move.CLOSE): State.CLOSED,
}

# While people can join with a tap, and while the starters can change the text.
CAN_BE_SUPPORTED = frozenset({State.GATHERING, State.SIGNING, State.REDIRECTED})
CAN_BE_CHANGED = frozenset({State.DRAFT, State.GATHERING, State.REDIRECTED})


class NotNow(ValueError):
    """The act is not possible in the state the initiative is in."""


def after(state: str, move: Move) -> State:
    """Return the state that `move` leads to from `state`; raise NotNow when it leads nowhere."""
    found = TRANSITIONS.get((State(state), move))
    if found is None:
        raise NotNow(f"an initiative that is {state} cannot {move}")
    return found


def can(state: str, move: Move) -> bool:
    """Return whether `move` is possible from `state`."""
    return (State(state), move) in TRANSITIONS


def sources(move: Move) -> list[State]:
    """Return the states from which `move` is possible, for conditional updates."""
    return [state for state, known in TRANSITIONS if known == move]

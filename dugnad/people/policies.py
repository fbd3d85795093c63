"""Who may give roles, confirm where somebody lives, act for another, and change a municipality's settings."""

from django.utils.translation import gettext_lazy as _

from .actors import Actor
from .models import Residency, Role, User
from .rights import Decision, allow, refuse


def may_use_account(actor: Actor) -> Decision:
    """Everybody who has signed in has a page of their own, and nobody else's."""
    return allow() if actor.is_signed_in else refuse(_("Logg inn for å se det som er ditt."), sign_in_helps=True)


def may_administer(actor: Actor) -> Decision:
    """The municipality's administrators change its settings and roles."""
    if actor.has(Role.ADMINISTRATOR):
        return allow()
    return refuse(_("Bare kommunens administratorer kan gjøre dette."), sign_in_helps=True)


def may_remove_role(actor: Actor, role: str, *, administrators: int) -> Decision:
    """An administrator removes roles, but never the last administrator's."""
    if not (decision := may_administer(actor)):
        return decision
    if role == Role.ADMINISTRATOR and administrators <= 1:
        return refuse(_("En kommune må ha minst én administrator. Gi rollen til en annen først."))
    return allow()


def may_ask_for_residency(actor: Actor) -> Decision:
    """Somebody signed in who is not yet known as a resident here may ask the municipality to confirm it."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn, så kan du be kommunen bekrefte at du bor her."), sign_in_helps=True)
    if actor.is_resident:
        return refuse(_("Vi vet allerede at du bor her. Du trenger ikke gjøre noe mer."))
    return allow()


def may_answer_residency(actor: Actor, person: User | None = None) -> Decision:
    """Staff confirm where people live, but not where they live themselves."""
    if not actor.is_staff:
        return refuse(_("Bare medarbeidere i kommunen kan bekrefte hvor noen bor."), sign_in_helps=True)
    if person is not None and person == actor.user:
        return refuse(_("Du kan ikke bekrefte ditt eget bosted. Be en kollega om det."))
    return allow()


def may_represent(actor: Actor) -> Decision:
    """Staff may act for people who do not use the web."""
    if actor.is_staff:
        return allow()
    return refuse(_("Bare medarbeidere i kommunen kan handle for andre."), sign_in_helps=True)


def may_leave(*, last_administrator_in: list[str]) -> Decision:
    """Anybody may leave, except that a municipality keeps an administrator."""
    if not last_administrator_in:
        return allow()
    names = ", ".join(last_administrator_in)
    return refuse(_("Du er den eneste administratoren i %(names)s. Gi rollen til en annen før du slutter.") % {"names": names})


def may_be_confirmed_here(elsewhere: list[Residency]) -> Decision:
    """A clerk's word does not set aside what the population register has said about another municipality."""
    if any(home.source == Residency.Source.REGISTER for home in elsewhere):
        return refuse(
            _(
                "Folkeregisteret har sagt at personen bor i en annen kommune. "
                "Be personen logge inn med ID-porten, så spør vi registeret på nytt."
            )
        )
    return allow()

"""What signing and answering hang on the thread: section, actions, notes, acts and notices."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.conversation.registry import NoticeKind, register_notice
from dugnad.people.actors import Actor
from dugnad.threads import registry
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import Matter
from dugnad.threads.pages import rule_words
from dugnad.threads.registry import Act, Action, Section, StageNote
from dugnad.threads.selectors import is_starter

from .lifecycle import State
from .policies.signing import may_answer, may_close, may_open_signing, may_see_paper, may_sign
from .selectors import signing as selectors
from .selectors.standing import initiative_of
from .services.answering import council_decided


def register() -> None:
    """Hang it all on the thread; called from the room's AppConfig.ready()."""
    _register_acts()
    _register_notices()
    registry.register_section(Section("initiatives.signatures", 20, "initiatives/_signatures.html", signatures_section))
    registry.register_section(Section("initiatives.answer", 48, "initiatives/_answer.html", answer_section))
    registry.register_actions("initiatives.signing", actions)
    registry.register_stage_notes("initiatives.signing", stage_notes)
    registry.subscribe("meetings.decided", council_decided)


def _register_acts() -> None:
    for act in (
        Act(
            "initiatives.signing_opened",
            _("Ble innbyggerforslag"),
            _("%(supporters)s støtter er fortsatt støtter. Ingen navn ble flyttet uten ja."),
            milestone=True,
        ),
        Act("initiatives.signed", _("En innbygger skrev under")),
        Act("initiatives.signature_withdrawn", _("En innbygger trakk underskriften sin")),
        Act("initiatives.paper_entered", _("Kommunen førte inn papirliste %(list)s")),
        Act("initiatives.paper_line_taken_out", _("Kommunen tok ut linje %(line)s i papirliste %(list)s"), "%(why)s"),
        Act("initiatives.paper_line_judged", _("Kommunen så på linje %(line)s i papirliste %(list)s")),
        Act(
            "initiatives.submitted",
            _("Levert med %(count)s underskrifter"),
            _("Kommunestyret skal svare senest %(due_on)s."),
            milestone=True,
        ),
        Act("initiatives.signing_ended", _("Innsamlingen stengte med %(count)s av %(required)s underskrifter"), milestone=True),
        Act("initiatives.dugnad_agreed", _("Kommunen sa ja til en dugnad"), _("%(name)s følger opp."), milestone=True),
        Act("initiatives.encouraged", _("Kommunen ga råd om veien videre"), _("%(name)s følger opp."), milestone=True),
        Act("initiatives.other_form", _("Kommunen foreslo en annen vei"), milestone=True),
        Act("initiatives.raised", _("Kommunen tok saken videre til folkevalgte"), milestone=True),
        Act("initiatives.closed", _("Saken ble avsluttet"), "%(why)s", milestone=True),
    ):
        registry.register_act(act)


def _register_notices() -> None:
    for kind in (
        NoticeKind(
            "initiatives.signing_opened",
            _("«%(title)s» er blitt innbyggerforslag"),
            _("Nå trengs %(required)s underskrifter. Støtten din er fortsatt støtte. Vil du skrive under, må du si ja på nytt."),
        ),
        NoticeKind(
            "initiatives.submitted",
            _("«%(title)s» er levert til kommunestyret"),
            _("%(count)s innbyggere har skrevet under. Kommunestyret må svare senest %(due_on)s."),
        ),
        NoticeKind(
            "initiatives.signing_ended",
            _("Innsamlingen for «%(title)s» er slutt"),
            _("%(count)s av %(required)s skrev under. Kommunen gir råd om veien videre innen to uker."),
        ),
        NoticeKind("initiatives.dugnad_agreed", _("Kommunen sa ja: «%(title)s»"), _("%(answer)s\n\nHilsen %(name)s")),
        NoticeKind("initiatives.encouraged", _("Kommunen svarte på «%(title)s»"), _("%(answer)s\n\nHilsen %(name)s")),
        NoticeKind(
            "initiatives.other_form", _("Kommunen foreslår en annen vei for «%(title)s»"), _("%(answer)s\n\nHilsen %(name)s")
        ),
        NoticeKind("initiatives.closed", _("«%(title)s» er avsluttet"), "%(why)s"),
        NoticeKind("initiatives.raised", _("Kommunen tar «%(title)s» videre"), _("%(answer)s\n\nHilsen %(name)s")),
    ):
        register_notice(kind)


def signatures_section(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return what the section on signatures shows; None before signing."""
    initiative = initiative_of(matter)
    if initiative is None or not initiative.statutory or not initiative.required_signatures:
        return None
    return {
        "initiative": initiative,
        "count": selectors.count_of(initiative),
        "is_signing": initiative.state == State.SIGNING,
        "may_see_paper": bool(may_see_paper(actor)),
        "rule_words": rule_words(initiative.rule_id, now),
        "rules_url": f"{reverse('rulebook:rules')}#{initiative.rule_id}",
    }


def answer_section(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return the municipality's latest answer to the idea; None while there is none."""
    answer = selectors.answer_to(matter)
    return {"answer": answer} if answer else None


def actions(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return signing, making an innbyggerforslag, and answering, where the actor may."""
    initiative = initiative_of(matter)
    if initiative is None or not matter.is_public:
        return []
    where = {"slug": matter.municipality.slug, "number": matter.number}
    found = []
    if initiative.state == State.SIGNING:
        if selectors.has_signed(actor, initiative):
            found.append(Action(_("Se kvitteringen din"), reverse("initiatives:signed", kwargs=where), 40))
        elif may_sign(actor, initiative, now=now) or not actor.is_signed_in:
            note = _("Tar ett minutt. Du velger selv om navnet vises.")
            found.append(Action(_("Skriv under"), reverse("initiatives:sign", kwargs=where), 10, note=note))
    if may_answer(actor, initiative, now=now):
        found.append(Action(_("Svar på ideen"), reverse("initiatives:answer", kwargs=where), 12))
    if initiative.state == State.REDIRECTED and is_starter(actor, matter):
        found.append(Action(_("Samle støtte videre"), reverse("initiatives:resume", kwargs=where), 24, method="post"))
    if may_close(actor, initiative, now=now):
        found.append(Action(_("Avslutt saken"), reverse("initiatives:close", kwargs=where), 60))
    if may_open_signing(actor, initiative, now=now):
        found.append(Action(_("Gjør til innbyggerforslag"), reverse("initiatives:signing-open", kwargs=where), 25))
    return found


def stage_notes(matter: Matter, now: datetime) -> list[StageNote]:
    """Return the count under "Innbyggerforslag"."""
    initiative = initiative_of(matter)
    if initiative is None or not initiative.statutory or not initiative.required_signatures:
        return []
    values = {"count": initiative.signature_count, "required": initiative.required_signatures}
    percent = min(100, initiative.signature_count * 100 // initiative.required_signatures)
    short = _("%(count)s av %(required)s") % values
    return [StageNote(Stage.PROPOSAL, short, percent, _("%(count)s av %(required)s underskrifter") % values)]

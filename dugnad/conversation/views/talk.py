"""The talk of a matter: reading, writing, changing, withdrawing, agreeing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import policies, selectors, services
from ..forms import AnswerForm, ContributionForm, EditForm
from ..lifecycle import Kind, Status
from ..models import Contribution
from .found import NAMES, WORDS, found, given, reader_of, to_talk

PAGE = 20
EACH = 5


@require_GET
def talk(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show a matter's whole talk: the best of each kind, or all of one kind page by page."""
    reader = reader_of(request, number)
    kind = NAMES.get(request.GET.get("vis", ""))
    counts = selectors.counts_by_kind(reader)
    context: dict[str, Any] = {"matter": reader.matter, "kind": kind, "tabs": _tabs(kind, counts)}
    context["may_write"] = policies.may_contribute(request.actor, reader.matter, now=request.now)
    if kind is None:
        context["overview"] = selectors.overview(reader, each=EACH)
    else:
        page = Paginator(selectors.talk(reader, kind), PAGE).get_page(request.GET.get("side"))
        context |= {"page": page, "items": selectors.items_of(reader, page.object_list), "side": WORDS[kind]}
    return render(request, "conversation/talk.html", context)


def _tabs(kind: Kind | None, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {Kind.FOR: _("For"), Kind.AGAINST: _("Imot"), Kind.QUESTION: _("Spørsmål")}
    tabs: list[dict[str, Any]] = [{"label": _("Det meste"), "query": "", "current": kind is None, "count": None}]
    for name, one in NAMES.items():
        tabs.append({"label": labels[one], "query": f"?vis={name}", "current": kind == one, "count": counts[one]})
    return tabs


@require_GET
def contribution(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Show one contribution with all its answers, page by page."""
    reader, one = found(request, number, contribution)
    if one.reply_to is not None:
        return to_talk(reader.matter, one)
    page = Paginator(selectors.answers_to(reader, one), PAGE).get_page(request.GET.get("side"))
    context = {
        "matter": reader.matter,
        "item": selectors.item_of(reader, one),
        "page": page,
        "answers": selectors.items_of(reader, page.object_list, answers=0),
        "side": WORDS[Kind(one.kind)],
        "side_label": {Kind.FOR: _("Argumenter for"), Kind.AGAINST: _("Argumenter imot"), Kind.QUESTION: _("Spørsmål")}[
            Kind(one.kind)
        ],
        "form": AnswerForm() if policies.may_answer(request.actor, one, reader.matter, now=request.now) else None,
    }
    return render(request, "conversation/contribution.html", context)


def _side_label(kind: Kind) -> str:
    return {Kind.FOR: _("Argumenter for"), Kind.AGAINST: _("Argumenter imot")}.get(kind, _("Spørsmål"))


@require_http_methods(["GET", "POST"])
def write(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Write an argument or a question."""
    reader = reader_of(request, number)
    require(policies.may_contribute(request.actor, reader.matter, now=request.now))
    chosen = NAMES.get(request.GET.get("slag", ""))
    form = ContributionForm(given(request), initial={"kind": chosen} if chosen else None)
    if request.method == "POST" and form.is_valid():
        made = _contribute(request, reader, form, kind=form.cleaned_data["kind"])
        if made:
            _thank(request, made)
            return to_talk(reader.matter, made)
    return _form(request, "conversation/write.html", form, {"matter": reader.matter, "reader": reader})


@require_http_methods(["GET", "POST"])
def answer(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Answer an argument or a question; with htmx the form and then the answer appear where one stands."""
    reader, one = found(request, number, contribution)
    require(policies.may_answer(request.actor, one, reader.matter, now=request.now))
    form = AnswerForm(given(request))
    context = {"matter": reader.matter, "item": selectors.item_of(reader, one)}
    if request.method == "POST" and form.is_valid():
        made = _contribute(request, reader, form, kind=Kind.ANSWER, reply_to=one)
        if made and request.htmx:
            shown = {**context, "answer": selectors.item_of(reader, made)}
            return render(request, "conversation/_item.html#answered", shown)
        if made:
            _thank(request, made)
            return to_talk(reader.matter, made)
    template = "conversation/_item.html#answer-form" if request.htmx else "conversation/answer.html"
    return _form(request, template, form, context)


def _contribute(
    request: TenantRequest, reader: selectors.Reader, form: forms.Form, *, kind: str, reply_to: Contribution | None = None
) -> Contribution | None:
    try:
        return services.contribute(
            matter=reader.matter,
            kind=kind,
            text=form.cleaned_data["text"],
            form_key=form.cleaned_data["form_key"],
            reply_to=reply_to,
            actor=request.actor,
            now=request.now,
        )
    except ValidationError as error:
        form.add_error("text", error)
        return None


def _form(request: TenantRequest, template: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {**context, "form": form}, status=status)


def _thank(request: TenantRequest, made: Contribution) -> None:
    if made.status == Status.PENDING:
        messages.success(request, _("Takk. En medarbeider leser det du har skrevet før det vises for alle."))
    else:
        messages.success(request, _("Takk. Nå står det i samtalen."))


@require_http_methods(["GET", "POST"])
def edit(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Change what one has just written."""
    reader, one = found(request, number, contribution)
    require(policies.may_edit(request.actor, one, reader.matter, now=request.now))
    form = EditForm(given(request), initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_contribution(contribution=one, text=form.cleaned_data["text"], actor=request.actor, now=request.now)
        except ValidationError as error:
            form.add_error("text", error)
        else:
            messages.success(request, _("Teksten er endret."))
            return to_talk(reader.matter, one)
    return _form(request, "conversation/edit.html", form, {"matter": reader.matter, "contribution": one})


@require_POST
def withdraw(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Take back what one has written."""
    reader, one = found(request, number, contribution)
    services.withdraw_contribution(contribution=one, actor=request.actor, now=request.now)
    messages.success(request, _("Innlegget er trukket. Teksten er slettet."))
    return to_talk(reader.matter)


@require_POST
def agree(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Agree, or take it back: the form says which, so that a double tap is one act."""
    reader, one = found(request, number, contribution)
    act = services.take_back_agreement if request.POST.get("enig") == "0" else services.agree
    act(contribution=one, actor=request.actor, now=request.now)
    if request.htmx:
        one.refresh_from_db(fields=["agree_count"])
        return render(
            request, "conversation/_item.html#agreement", {"item": selectors.item_of(reader, one), "matter": reader.matter}
        )
    return to_talk(reader.matter, one)

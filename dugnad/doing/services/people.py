"""Telling those who come, whether they have an account, only an address, or neither."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dugnad.conversation import services as conversation
from dugnad.conversation.lifecycle import Urgency

from ..lifecycle import HOLDS_A_PLACE
from ..links import link_for
from ..models import DugnadDay, SignUp


@transaction.atomic
def tell_those_coming(
    *,
    day: DugnadDay,
    kind: str,
    params: Mapping[str, Any],
    now: datetime,
    dedupe: str,
    sign_ups: Iterable[SignUp] | None = None,
    urgency: str = Urgency.NOW,
) -> int:
    """Tell each sign-up of a day something, once; return how many are told. Names without an address are rung."""
    if sign_ups is None:
        sign_ups = SignUp.objects.filter(day=day, status__in=HOLDS_A_PLACE).select_related("user", "task")
    return sum(
        tell_sign_up(sign_up=sign_up, day=day, kind=kind, params=params, now=now, dedupe=dedupe, urgency=urgency)
        for sign_up in sign_ups
    )


def tell_sign_up(
    *,
    sign_up: SignUp,
    day: DugnadDay,
    kind: str,
    params: Mapping[str, Any],
    now: datetime,
    dedupe: str,
    urgency: str = Urgency.NOW,
) -> int:
    """Tell one sign-up something: on the day's page to a person with an account, else on the page of their own link."""
    sign_up.day = day
    told = {"task": sign_up.task.title, **params}
    if sign_up.user is not None:
        told.setdefault("path", day.get_absolute_url())
        return conversation.tell_person(
            municipality=day.municipality,
            user=sign_up.user,
            kind=kind,
            params=told,
            now=now,
            matter=day.matter,
            urgency=urgency,
            dedupe=dedupe,
        )
    if not sign_up.email:
        return 0
    told.setdefault("path", link_for(sign_up))
    return conversation.tell_person(
        municipality=day.municipality,
        email=sign_up.email,
        language=sign_up.language,
        kind=kind,
        params=told,
        now=now,
        matter=day.matter,
        urgency=urgency,
        dedupe=dedupe,
    )

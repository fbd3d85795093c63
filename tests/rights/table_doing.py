"""Who may do what about the work."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from dugnad.doing import links, services
from dugnad.doing.models import DugnadDay, Need
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import actor
from tests.rights.harness import BAD, MISSING, MOVED, NO, OK, SIGN_IN, Row, in_asker, on_matter
from tests.unit.doing.things import at_dugnad, make_day, make_need, task_of

STAFF = ("coworker", "secretary", "facilitator", "administrator")
LEADERS = ("starter", *STAFF)


def _day(cast: Cast) -> DugnadDay:
    at_dugnad(cast.matter)
    start = timezone.now() + timedelta(days=5)
    day = make_day(
        cast.asker, cast.starter, matter=cast.matter, now=timezone.now(), starts_at=start, ends_at=start + timedelta(hours=4)
    )
    cast.things["day"] = day
    with scope(cast.asker):
        made = services.sign_up_by_email(
            task=task_of(day),
            name="Ola",
            email="ola@example.org",
            party_size=1,
            actor=actor(None, cast.asker),
            now=timezone.now(),
        )
        cast.things["token"] = links.token_for(made)
        cast.things["sign_up"] = made.pk
    return day


def _past_day(cast: Cast) -> None:
    _day(cast)
    with scope(cast.asker):
        DugnadDay.objects.update(starts_at=timezone.now() - timedelta(hours=5), ends_at=timezone.now() - timedelta(hours=1))


def _need(cast: Cast) -> Need:
    need = make_need(cast.matter, cast.starter)
    cast.things["need"] = need
    return need


def _pledge(cast: Cast) -> None:
    need = _need(cast)
    with scope(cast.asker):
        cast.things["pledge"] = services.pledge(
            need=need, quantity=1, actor=actor(cast.resident, cast.asker), now=timezone.now()
        ).pk


def _result(cast: Cast) -> None:
    at_dugnad(cast.matter)
    with scope(cast.asker):
        me = actor(cast.starter, cast.asker)
        story = services.Story("Kort", "Lang")
        made = services.save_result(matter=cast.matter, story=story, steward=cast.starter, actor=me, now=timezone.now())
        services.publish_result(result=made, actor=me, now=timezone.now())


def _dugnad_stage(cast: Cast) -> None:
    at_dugnad(cast.matter)


def _on_day(cast: Cast) -> Mapping[str, Any]:
    return {"slug": cast.asker.slug, "number": cast.things["day"].number}


def _on_link(cast: Cast) -> Mapping[str, Any]:
    return {**_on_day(cast), "token": cast.things["token"]}


def _on_sign_up(cast: Cast) -> Mapping[str, Any]:
    return {**_on_day(cast), "key": cast.things["sign_up"]}


def _on_need(cast: Cast) -> Mapping[str, Any]:
    return {**on_matter(cast), "key": cast.things["need"].pk}


def _on_pledge(cast: Cast) -> Mapping[str, Any]:
    return {**on_matter(cast), "key": cast.things["pledge"]}


def _only(roles: tuple[str, ...], answer: int, visitor: int = SIGN_IN) -> dict[str, int | tuple[int, ...]]:
    return {**dict.fromkeys(roles, answer), "visitor": visitor}


def _task(cast: Cast) -> dict[str, Any]:
    return {"task": task_of(cast.things["day"], 1).pk, "party_size": "1", "name": "Kari", "email": "kari@example.org"}


RIGHTS: list[Row] = [
    Row("doing:days"),
    Row("doing:day-new", in_asker, expect=_only(STAFF, OK), other=NO),
    Row("doing:day-new", in_asker, "post", _only(STAFF, BAD), NO),
    Row("doing:matter-day-new", on_matter, expect=_only(LEADERS, OK), other=NO, prepare=_dugnad_stage),
    Row("doing:matter-day-new", on_matter, "post", _only(LEADERS, BAD), NO, prepare=_dugnad_stage),
    Row("doing:day", _on_day, prepare=_day),
    Row("doing:day-calendar", _on_day, prepare=_day),
    Row("doing:day-change", _on_day, expect=_only(LEADERS, OK), other=NO, prepare=_day),
    Row("doing:day-change", _on_day, "post", _only(LEADERS, BAD), NO, prepare=_day),
    Row("doing:day-cancel", _on_day, expect=_only(LEADERS, OK), other=NO, prepare=_day),
    Row("doing:day-cancel", _on_day, "post", _only(LEADERS, MOVED), NO, data={"why": "Storm"}, prepare=_day),
    Row("doing:signup-make", _on_day, "post", other=MOVED, data=_task, prepare=_day),
    Row("doing:signup-withdraw", _on_day, "post", other=MOVED, prepare=_day),
    Row("doing:signup-link", _on_link, prepare=_day),
    Row("doing:signup-confirm", _on_link, "post", other=MOVED, prepare=_day),
    Row("doing:signup-link-withdraw", _on_link, "post", other=MOVED, prepare=_day),
    Row("doing:signup-link-again", _on_day, "post", other=MOVED, data={"email": "ola@example.org"}, prepare=_day),
    Row("doing:participants", _on_day, expect=_only(LEADERS, OK), other=NO, prepare=_day),
    Row("doing:participants", _on_day, "post", _only(LEADERS, BAD), NO, prepare=_day),
    Row("doing:participant-remove", _on_sign_up, "post", _only(LEADERS, MOVED), NO, prepare=_day),
    Row("doing:day-report", _on_day, expect=_only(LEADERS, OK), other=NO, prepare=_past_day),
    Row("doing:day-report", _on_day, expect={"visitor": NO}, other=NO, prepare=_day),
    Row("doing:day-report", _on_day, "post", _only(LEADERS, BAD), NO, prepare=_past_day),
    Row("doing:pledges", on_matter, expect=_only(LEADERS, OK), other=NO, prepare=_pledge),
    Row("doing:need-new", on_matter, expect=_only(LEADERS, OK), other=NO),
    Row("doing:need-new", on_matter, "post", _only(LEADERS, BAD), NO),
    Row("doing:need-change", _on_need, expect=_only(LEADERS, OK), other=NO, prepare=_need),
    Row("doing:need-change", _on_need, "post", _only(LEADERS, BAD), NO, prepare=_need),
    Row("doing:need-close", _on_need, "post", _only(LEADERS, MOVED), NO, prepare=_need),
    Row("doing:pledge-make", _on_need, expect={"visitor": SIGN_IN}, prepare=_need),
    Row(
        "doing:pledge-make",
        _on_need,
        "post",
        {"visitor": SIGN_IN},
        MOVED,
        data={"quantity": "1"},
        prepare=_need,
    ),
    Row("doing:pledge-withdraw", _on_pledge, "post", {"resident": MOVED, "visitor": SIGN_IN}, NO, prepare=_pledge),
    Row("doing:municipality-gives", on_matter, expect=_only(STAFF, OK), other=NO),
    Row("doing:municipality-gives", on_matter, "post", _only(STAFF, MOVED), NO, data={"title": "Planker"}),
    Row("doing:result", on_matter, prepare=_result),
    Row("doing:result", on_matter, other=MISSING),
    Row("doing:result-tell", on_matter, expect=_only(LEADERS, OK), other=NO, prepare=_dugnad_stage),
    Row("doing:result-tell", on_matter, "post", _only(LEADERS, BAD), NO, prepare=_dugnad_stage),
    Row("doing:effect-tell", on_matter, expect=_only(LEADERS, OK), other=NO, prepare=_result),
    Row("doing:effect-tell", on_matter, "post", _only(LEADERS, MOVED), NO, data={"effect": "Mer bading"}, prepare=_result),
]

import json
from datetime import timedelta

from dugnad.doing import person_data, services
from dugnad.doing.lifecycle import Giver
from dugnad.doing.models import DugnadDay, Need, Pledge, Result, SignUp
from dugnad.doing.services import Attendance, Story
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, actor, make_organisation
from tests.unit.doing.things import IN_A_WEEK, at_dugnad, make_day, make_need, task_of


def test_a_person_gets_all_the_room_holds_and_leaves_without_a_trace_but_the_sums(cast: Cast) -> None:
    at_dugnad(cast.matter)
    need = make_need(cast.matter, cast.starter)
    own = make_organisation(cast.asker, "Hvalstad vel", cast.starter)
    day = make_day(cast.asker, cast.starter, matter=cast.matter, contact_name="Amina Yusuf")
    later = make_day(
        cast.asker,
        cast.starter,
        matter=cast.matter,
        title="Senere",
        starts_at=IN_A_WEEK + timedelta(days=30),
        ends_at=IN_A_WEEK + timedelta(days=31),
    )
    after = IN_A_WEEK + timedelta(hours=5)
    with scope(cast.asker):
        me = actor(cast.starter, cast.asker)
        services.pledge(need=need, quantity=3, note="hemmelig", actor=me, now=NOW)
        services.pledge(need=need, quantity=1, giver=Giver.ORGANISATION, organisation=own, actor=me, now=NOW)
        came = services.sign_up(task=task_of(day), party_size=2, shows_name=True, actor=me, now=NOW)
        services.sign_up(task=task_of(later), party_size=2, actor=me, now=NOW)
        services.write_down(task=task_of(later), name="Berit", party_size=1, form_key="k", actor=me, now=NOW)
        services.report_day(
            day=day, came={came.pk: Attendance(2, 60)}, drop_in_count=0, drop_in_minutes=0, done_text="", actor=me, now=after
        )
        services.save_result(matter=cast.matter, story=Story("Kort", "Lang"), steward=cast.starter, actor=me, now=after)

        told = json.loads(json.dumps(person_data.export(cast.starter)))
        assert {p["quantity"] for p in told["pledges"]} == {3, 1}
        assert len(told["sign_ups"]) == 2
        assert len(told["days_planned"]) == 2
        assert told["needs_stated"] == ["Snekring, to helger"]
        assert told["results_told"] == [{"summary": "Kort", "story": "Lang"}]

        kept = person_data.erase(cast.starter, after)
        assert len(kept) == 3
        assert Need.objects.get(pk=need.pk).pledged == 1
        assert services.mismatches() == []
        assert not Pledge.objects.filter(user=cast.starter).exists()
        assert not SignUp.objects.filter(user=cast.starter).exists()
        assert not SignUp.objects.filter(added_by=cast.starter).exists()
        assert not DugnadDay.objects.filter(planned_by=cast.starter).exists()
        assert set(DugnadDay.objects.values_list("contact_name", flat=True)) == {"", "Grete Holm"}
        assert Result.objects.get().steward is None
        assert person_data.erase(cast.starter, after) == []
        assert person_data.export(cast.starter)["sign_ups"] == []

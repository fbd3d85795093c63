import json

from dugnad.initiatives import services
from dugnad.initiatives.models import Initiative, Invitation, Support, Version
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter, MatterRole
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.unit.initiatives.gathering_setup import make_draft, make_published


def _supported(cast: Cast, initiative: Initiative, user: User) -> None:
    with scope(cast.asker):
        services.support_initiative(initiative=initiative, actor=actor(user, cast.asker), now=NOW, is_named=True)


def test_it_exports_all_it_holds(cast: Cast) -> None:
    mine = make_published(cast, cast.resident)
    _supported(cast, make_published(cast, title="Badeplass"), cast.resident)
    with scope(cast.asker):
        services.invite_starter(
            initiative=make_draft(cast), email=cast.resident.email, actor=actor(cast.starter, cast.asker), now=NOW
        )
    data = services.export_person(cast.resident)
    json.dumps(data)
    assert [one["number"] for one in data["started"]] == [mine.matter.number]
    assert [one["title"] for one in data["supports"]] == ["Badeplass"]
    assert len(data["versions_written"]) == len(data["invitations"]) == 1


def test_leaving_deletes_drafts_and_open_supports_and_unlinks_the_rest(cast: Cast) -> None:
    alone = make_draft(cast, cast.resident)
    shared = make_draft(cast, cast.resident, key="shared")
    mine = make_published(cast, cast.resident, title="Mitt")
    live, over = make_published(cast, title="Åpent"), make_published(cast, title="Avgjort")
    for initiative in (live, over):
        _supported(cast, initiative, cast.resident)
    with scope(cast.asker):
        MatterRole.objects.create(municipality=cast.asker, matter=shared.matter, user=cast.starter, kind="starter", since=NOW)
        Initiative.objects.filter(pk=over.pk).update(state="decided")
        services.invite_starter(
            initiative=make_draft(cast), email=cast.resident.email, actor=actor(cast.starter, cast.asker), now=NOW
        )
    stays = services.erase_person(cast.resident, NOW)
    with scope(cast.asker):
        assert not Initiative.objects.filter(pk=alone.pk).exists()
        assert Matter.objects.get(pk=alone.matter.pk).title == "Slettet utkast"
        assert Initiative.objects.get(pk=shared.pk).started_by is None
        assert Initiative.objects.get(pk=live.pk).support_count == 0
        assert Initiative.objects.get(pk=over.pk).support_count == 1
        assert [(one.user, one.is_named) for one in Support.objects.all()] == [(None, False)]
        assert Version.objects.get(initiative=mine).changed_by is None
        assert Invitation.objects.get().email == ""
    assert len(stays) == 2


def test_leaving_says_nothing_where_nothing_stays(cast: Cast) -> None:
    assert services.erase_person(cast.unregistered, NOW) == []

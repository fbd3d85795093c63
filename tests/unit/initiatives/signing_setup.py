"""An innbyggerforslag ready to be signed, as the tests of signing need it."""

from datetime import timedelta

from django.utils import timezone

from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services.signing import open_signing
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.cast import Cast
from tests.factories import NOW, actor


def make_initiative(cast: Cast, matter: Matter | None = None, **fields: object) -> Initiative:
    """An initiative that gathers support."""
    matter = matter or cast.matter
    with scope(matter.municipality):
        return Initiative.objects.create(
            municipality=matter.municipality, matter=matter, state="gathering", body_markdown="Vi vil bade.", **fields
        )


def make_signing(cast: Cast, *, required: int | None = None) -> Initiative:
    """An initiative that collects signatures; `required` lowers the threshold so that a test can reach it."""
    initiative = make_initiative(cast)
    with scope(cast.asker):
        closes_on = timezone.localdate(NOW) + timedelta(days=90)
        open_signing(initiative=initiative, closes_on=closes_on, actor=actor(cast.starter, cast.asker), now=NOW)
        if required is not None:
            Initiative.objects.filter(pk=initiative.pk).update(required_signatures=required)
            initiative.refresh_from_db()
    return initiative

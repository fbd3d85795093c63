"""`dugnad municipality start SLUG --administrator EMAIL --name NAME`: let a place run Dugnad, with its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dugnad.people.services.login import normalise_email
from dugnad.people.services.roles import account_for, make_administrator
from dugnad.tenancy.scope import scope
from dugnad.tenancy.selectors_places import place_by_slug
from dugnad.tenancy.services import start_municipality


class Command(BaseCommand):
    """Start a municipality; starting it again adds an administrator."""

    help = "Let a municipality or county run Dugnad."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["start"])
        parser.add_argument("slug", help="the place's address, as in /k/<slug>/")
        parser.add_argument("--administrator", required=True, metavar="EMAIL")
        parser.add_argument("--name", required=True, help="the administrator's name")

    def handle(self, *args: Any, **options: Any) -> None:
        place = place_by_slug(options["slug"])
        if place is None:
            raise CommandError(f"No place has the address {options['slug']}. Run `dugnad places load`, or search at /finn/.")
        now = timezone.now()
        municipality = start_municipality(place=place, now=now)
        user = account_for(email=normalise_email(options["administrator"]), name=options["name"], now=now)
        with scope(municipality):
            make_administrator(user=user, municipality=municipality, now=now)
        self.stdout.write(f"{municipality.name} runs Dugnad at /k/{municipality.slug}/. {user.email} signs in as administrator.")

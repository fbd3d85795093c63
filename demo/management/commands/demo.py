"""`dugnad demo load` fills an empty installation; `dugnad demo show` says who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from demo.load import is_loaded, load
from demo.people import SIGN_IN_AS


class Command(BaseCommand):
    """Load or show the demonstration."""

    help = "Load the demonstration, or show who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["load", "show"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "load":
            if is_loaded():
                return
            self.stdout.write("Laster demonstrasjonen (et halvt minutt første gang) ...")
            load(timezone.now())
        self.show()

    def show(self) -> None:
        """Print the addresses and the people."""
        base = settings.BASE_URL
        self.stdout.write(f"\n  {base}/            finn kommunen din")
        self.stdout.write(f"  {base}/k/asker/    demonstrasjonskommunen")
        self.stdout.write(f"  {base}/k/utsira/   den lille\n")
        self.stdout.write(f"  Logg inn på {base}/logg-inn/ med en av disse. Koden leser du på {base}/demo/post/\n")
        for email, name, what in SIGN_IN_AS:
            self.stdout.write(f"    {email:<32} {name}, {what}")
        self.stdout.write("")

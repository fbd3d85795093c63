"""Check what the threads promise: `dugnad threads audit`, `dugnad threads reconcile [--fix]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dugnad.portal import services
from dugnad.portal.selectors import audit


class Command(BaseCommand):
    """Open matters without a next step, and counts that differ from their rows."""

    help = "Lists open matters that lack a next step, owner or date (audit), and counts that differ from their rows (reconcile)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and whether to mend."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser(
            "audit", help="list open matters, drafts and hidden ones too, that lack a next step, an active owner or a date"
        )
        reconcile = acts.add_parser("reconcile", help="list counts that differ from the rows they count; exit 1 if there are any")
        reconcile.add_argument("--fix", action="store_true", help="first count again what can be counted again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act, a line for each fault."""
        if options["act"] == "audit":
            self._audit()
        else:
            self._reconcile(fix=options["fix"])

    def _audit(self) -> None:
        faults = [fault for municipality in audit.municipalities() for fault in audit.lacking(municipality)]
        for fault in faults:
            self.stdout.write(f"{fault.municipality} {fault.number} {fault.title}: lacks {', '.join(fault.lacks)}")
        self._end(
            len(faults),
            "open matters lack a next step, an owner or a date",
            "Every open matter has a next step, an owner and a date.",
        )

    def _reconcile(self, *, fix: bool) -> None:
        found = 0
        for municipality in audit.municipalities():
            if fix:
                services.mend_counts(municipality=municipality)
            for line in audit.wrong(municipality):
                found += 1
                self.stdout.write(f"{municipality.slug} {line}")
        self._end(found, "counts differ from their rows", "Every count equals its rows.")

    def _end(self, faults: int, what: str, well: str) -> None:
        if faults:
            raise CommandError(f"{faults} {what}", returncode=1)
        self.stdout.write(well)

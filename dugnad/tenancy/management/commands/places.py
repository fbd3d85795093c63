"""Load the facts about places, or their boundaries: `dugnad places load`, `dugnad places boundaries FILE.geojson`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from dugnad.tenancy.services_places import import_boundaries, load_places


class Command(BaseCommand):
    """Municipalities and counties of Norway."""

    help = "Loads the municipalities and counties, or their boundaries from a GeoJSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and, for boundaries, the file."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("load", help="write the table of facts to the database")
        boundaries = acts.add_parser("boundaries", help="import boundaries, mending those that touch themselves")
        boundaries.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act and say what came of it."""
        if options["act"] == "load":
            self.stdout.write(f"{load_places()} places")
        else:
            self._boundaries(options["file"])

    def _boundaries(self, file: Path) -> None:
        try:
            report = import_boundaries(collection=json.loads(file.read_text("utf-8")))
        except OSError as error:
            raise CommandError(f"cannot read {file}: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(f"{file} is not JSON") from error
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(f"{len(report.imported)} boundaries, {len(report.mended)} of them mended")
        for label, numbers in (("not a known place", report.unknown), ("no usable boundary", report.refused)):
            if numbers:
                self.stderr.write(f"{label}: {', '.join(numbers)}")

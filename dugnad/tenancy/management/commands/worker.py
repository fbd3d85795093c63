"""Do the tasks in the queue and what the clock triggers: `dugnad worker`, or `dugnad worker --once`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dugnad.tenancy import worker


class Command(BaseCommand):
    """The process beside the web server."""

    help = "Does the tasks in the queue and the periodic jobs, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once, for a clock outside (cron) and for tests."""
        parser.add_argument("--once", action="store_true", help="do what waits and what is due now, then leave")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work once or until stopped."""
        if options["once"]:
            worker.do_once(timezone.now)
        else:
            worker.work(clock=timezone.now)

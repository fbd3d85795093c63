"""Many people at the same moment."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections

from dugnad.people.rights import Refused

PEOPLE, THREADS = 200, 24


def all_at_once(jobs: list[Callable[[], Any]]) -> Counter[str]:
    """Run the jobs in threads that start together and count what they said: an answer, an error code, or refused."""
    gate = threading.Barrier(min(THREADS, len(jobs)))
    waiting = threading.local()

    def run(job: Callable[[], Any]) -> str:
        if not hasattr(waiting, "passed"):
            waiting.passed = True
            gate.wait(timeout=30)
        try:
            return str(job())
        except Refused:
            return "refused"
        except ValidationError as error:
            return str(getattr(error, "code", "") or next(iter(error.error_dict.values()))[0].code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, jobs))

"""Holds the fast ring to its floors of coverage: whole in the domain, policies and services, nine tenths elsewhere.

Use: make coverage (runs the fast ring with coverage first)
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

WHOLE = ("services", "policies", "lifecycle")
FLOOR = 90.0
NOT_COUNTED = ("/dugnad/__init__.py", "/migrations/", "/config/wsgi.py", "/management/")


def _group(path: str) -> tuple[str, bool]:
    """The folder that is counted together, and whether it must be covered whole."""
    parts = Path(path).parts
    room, kind = parts[1], Path(parts[2]).stem.split("_")[0] if len(parts) > 2 else ""
    if room == "domain":
        return "dugnad/domain", True
    return (f"dugnad/{room}/{kind}", True) if kind in WHOLE else (f"dugnad/{room}, the rest", False)


def faults(report: Path) -> list[str]:
    """Return a line for each group below its floor, with the lines nobody walked where all must be."""
    totals: dict[tuple[str, bool], list[int]] = defaultdict(lambda: [0, 0])
    missed: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for path, file in json.loads(report.read_text())["files"].items():
        if any(part in f"/{path}" for part in NOT_COUNTED):
            continue
        group, summary = _group(path), file["summary"]
        totals[group][0] += summary["covered_lines"] + summary["covered_branches"]
        totals[group][1] += summary["num_statements"] + summary["num_branches"]
        gaps = sorted({*file["missing_lines"], *(start for start, _ in file["missing_branches"])})
        if gaps:
            missed[group].append(f"    {path}: {', '.join(map(str, gaps))}")
    found = []
    for (name, whole), (covered, possible) in sorted(totals.items()):
        share, floor = 100 * covered / max(possible, 1), 100.0 if whole else FLOOR
        if share < floor:
            found.append(f"{name}: {share:.1f} %, not {floor:.0f} %")
            found.extend(missed[name, whole] if whole else [])
    return found


if __name__ == "__main__":
    below = faults(Path(sys.argv[1]))
    print("\n".join(below) or "Every part is covered as far as it must be.")
    sys.exit(1 if below else 0)

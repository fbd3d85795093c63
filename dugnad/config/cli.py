"""The command line: rules and pledges are answered here without database or settings, the rest goes to Django."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from dugnad.config.cli_neighbours import KINDS, BadFacts, follows
from dugnad.config.env import BadSetting, UnknownSetting
from dugnad.domain.deadlines import NotADeadline, deadline
from dugnad.domain.law import NotInForce, Rule, UnknownRule, load_rules, required_signatures
from dugnad.domain.law.document import render_markdown
from dugnad.domain.law.thresholds import NoThreshold, UnknownPopulation
from dugnad.domain.law.words import LANGUAGES
from dugnad.domain.pledges import NotADocument, answer, read, settle

OK, DIFFERS, WRONG = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"{self.prog}: {message}\n")


def _rule_json(rule: Rule, language: str) -> dict[str, Any]:
    text = rule.explain(language)
    return {
        "id": rule.id,
        "country": rule.country,
        "level": rule.level,
        "kind": rule.kind,
        "law": rule.law,
        "section": rule.section,
        "source": rule.source,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "checked_on": rule.checked_on.isoformat(),
        "verified": rule.verified,
        "not_verified": text.doubt or None,
        "title": text.title,
        "plain": text.plain,
    }


def _threshold(asked: argparse.Namespace) -> dict[str, Any]:
    found = required_signatures(
        country=asked.country, level=asked.level, population=asked.population, on=asked.on, rule_id=asked.rule
    )
    return {
        "required": found.required,
        "population": found.population,
        "share": str(found.share),
        "cap": found.cap,
        "on": found.on.isoformat(),
        "steps": list(found.explain(asked.language)),
        "rule": _rule_json(found.rule, asked.language),
    }


def _deadline(asked: argparse.Namespace) -> dict[str, Any]:
    found = deadline(load_rules().in_force(asked.rule, asked.start), asked.start)
    return {
        "due": found.due.isoformat(),
        "from": found.start.isoformat(),
        "steps": list(found.explain(asked.language)),
        "rule": _rule_json(found.rule, asked.language),
    }


def _follows(asked: argparse.Namespace) -> Any:
    return follows(asked.kind, sys.stdin.read(), language=asked.language, rule_json=_rule_json)


def _list(asked: argparse.Namespace) -> list[dict[str, Any]]:
    rules = load_rules().for_country(asked.country) if asked.country else load_rules().all()
    return [_rule_json(rule, asked.language) for rule in rules]


def _docs(asked: argparse.Namespace) -> str:
    return render_markdown(load_rules(), asked.language)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day, write it as 2026-08-31") from error


def _rules_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="dugnad rules", description="The rules of law this program follows, and sums made with them.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, run: Callable[[argparse.Namespace], object], text: str) -> argparse.ArgumentParser:
        added = acts.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        added.add_argument("--language", choices=LANGUAGES, default="nb", help="language of the explanations")
        return added

    asked = act("threshold", _threshold, "How many signatures an initiative needs, as JSON.")
    asked.add_argument("--country", required=True, help="NO, SE, FI, DK or IS")
    asked.add_argument("--level", required=True, choices=["municipality", "county"])
    asked.add_argument("--population", required=True, type=int, help="residents, or voters where the rule counts voters")
    asked.add_argument("--on", type=_day, default=_today(), help="the day the rule is to hold (today)")
    asked.add_argument("--rule", help="another threshold than the country's ordinary one, by its id")
    asked = act("deadline", _deadline, "When something is due under a rule, as JSON.")
    asked.add_argument("--rule", required=True, help="the id of the rule, as `dugnad rules list` shows it")
    asked.add_argument("--from", required=True, dest="start", type=_day, help="the first day, YYYY-MM-DD")
    asked = act("follows", _follows, "What follows from an initiative in a neighbouring country; facts as JSON on stdin.")
    asked.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=", ".join(sorted(KINDS)))
    act("list", _list, "Every rule, as JSON.").add_argument("--country", help="only this country")
    act("docs", _docs, "Every rule as a Markdown page.")
    return parser


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the law counts days where the reader is, and this is the composition root


def _rules(arguments: Sequence[str]) -> int:
    asked = _rules_parser().parse_args(arguments)
    try:
        answer = asked.run(asked)
    except (BadFacts, UnknownPopulation, NoThreshold, NotADeadline, UnknownRule, NotInForce) as wrong:
        print(f"dugnad rules {asked.act}: {wrong.args[0]}", file=sys.stderr)
        return WRONG
    print(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, indent=2))
    return OK


def _pledges_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="dugnad pledges", description="Pledges that wait for each other, settled again from a published file.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    text = "Which pledges hold, as JSON; exits 1 when the file itself says something else."
    acts.add_parser("settle", help=text, description=text).add_argument("file", metavar="FILE", help="lofter.json of a matter")
    return parser


def _pledges(arguments: Sequence[str]) -> int:
    asked = _pledges_parser().parse_args(arguments)
    try:
        pledges, happened, stated = read(Path(asked.file).read_text(encoding="utf-8"))
        found = answer(settle(pledges, happened))
    except (NotADocument, OSError, ValueError) as wrong:
        print(f"dugnad pledges settle: {wrong}", file=sys.stderr)
        return WRONG
    print(json.dumps(found, ensure_ascii=False, indent=2))
    if stated is not None and stated != found:
        print("dugnad pledges settle: the file says something else than its pledges come to", file=sys.stderr)
        return DIFFERS
    return OK


def _django(arguments: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.config.settings")
    # Imported here so that the rules can be asked where neither Django's settings nor a database are set up.
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["dugnad", *arguments])
    except (BadSetting, UnknownSetting) as wrong:
        print(f"dugnad: {wrong} To try it on this machine, set DUGNAD_DEBUG=1.", file=sys.stderr)
        return WRONG
    return OK


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: rules and pledges are answered here, all else is a management command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["rules"]:
        return _rules(given[1:])
    if given[:1] == ["pledges"]:
        return _pledges(given[1:])
    return _django(given)


if __name__ == "__main__":
    sys.exit(main())

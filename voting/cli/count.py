"""`flask pabulib count`: counts a Pabulib file by any of our rules. It needs no database."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import click

from lives.refused import Refused
from voting.rules.count import count
from voting.rules.election import Completion, Election, Method, Rule, Ties, Utility
from voting.rules.outcome import Count
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.file import PabulibFile
from voting.rules.pabulib.reader import read
from voting.rules.record import count_as_json, money

METHODS = [*(method.value for method in Method), "phragmen"]


@dataclass(frozen=True)
class Asked:
    """The options as given; None where nothing was said."""

    method: str | None
    completion: str | None
    utility: str | None
    exhaustive_stop: bool | None
    comparison: bool
    threshold: str
    ties: str
    seed: str | None


@click.command("count")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", "method", type=click.Choice(METHODS), help="Default: the file's own, else equalshares.")
@click.option("--completion", type=click.Choice([each.value for each in Completion]), help="Default: add1u.")
@click.option("--utility", type=click.Choice([each.value for each in Utility]), help="Default: cost.")
@click.option("--exhaustive-stop/--no-exhaustive-stop", default=None, help="Stop add1 once nothing fits.")
@click.option("--comparison", is_flag=True, help="Greedy replaces the outcome if more voters gain by it.")
@click.option("--threshold", default="file", metavar="file|none|N", help="Votes needed to take part.")
@click.option("--limits", type=click.Choice(["file", "none"]), default="none", help="Caps per group.")
@click.option("--hours", type=str, help="Not counted yet.")
@click.option("--ties", type=click.Choice([each.value for each in Ties]), default=Ties.BY_ID.value)
@click.option("--seed", help="The text of the public lot.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole count as one JSON object.")
def count_command(file: Path, limits: str, hours: str | None, as_json: bool, **given: object) -> None:
    """Count the Pabulib FILE.

    Ends with status 1 when the file has faults (each is named) and with 2 when an option cannot be honoured.
    """
    if hours is not None:
        raise click.UsageError("--hours: counts with staff hours are not there yet.")
    asked = Asked(**given)  # type: ignore[arg-type]
    begun = perf_counter()
    try:
        read_file = read(file.read_bytes())
        rule = choose_rule(asked, read_file)
        election = read_file.election(with_limits=limits == "file")
        counted = count(election, rule)
    except FaultyFile as faulty:
        raise click.ClickException(tell_faults(file, faulty)) from None
    except Refused as refused:
        raise click.ClickException(f"{file.name}: {refused.message}") from None
    seconds = perf_counter() - begun
    for remark in read_file.remarks:
        click.echo(f"{file.name}: line {remark.line}, {remark.about}: {remark.text}", err=True)
    if as_json:
        told = count_as_json(counted, election, rule) | {"seconds": round(seconds, 4)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(read_file, election, counted, seconds)


def tell_faults(file: Path, faulty: FaultyFile) -> str:
    """Every fault on its own line."""
    lines = [f"{file.name}: {faulty.message}", *(str(fault.sentence()) for fault in faulty.faults)]
    return "\n".join(lines + [f"… and {faulty.more} more."] * bool(faulty.more))


def choose_rule(asked: Asked, file: PabulibFile) -> Rule:
    """The file's rule if it is one of ours, else Equal Shares add1u, changed by what was asked for."""
    if asked.method == "phragmen":
        raise click.UsageError("--rule phragmen: this rule is not there yet.")
    rule = (file.rule or Rule()) if asked.method is None else _plain(Method(asked.method))
    if not rule.is_equal_shares:
        _refuse_equal_shares_options(asked, rule)
    else:
        rule = replace(
            rule,
            completion=Completion(asked.completion) if asked.completion else rule.completion,
            utility=Utility(asked.utility) if asked.utility else rule.utility,
            exhaustive_stop=bool(asked.exhaustive_stop),
            comparison=asked.comparison or rule.comparison,
        )
    return replace(rule, threshold=_threshold(asked.threshold), ties=Ties(asked.ties), seed=_seed(asked))


def _plain(method: Method) -> Rule:
    return Rule() if method is Method.EQUAL_SHARES else Rule(method, Completion.NONE)


def _refuse_equal_shares_options(asked: Asked, rule: Rule) -> None:
    given = {
        "--completion": asked.completion is not None,
        "--utility": asked.utility is not None,
        "--exhaustive-stop": asked.exhaustive_stop is not None,
        "--comparison": asked.comparison,
    }
    for option, is_given in given.items():
        if is_given:
            raise click.UsageError(f"{option} belongs to --rule equalshares; this count is by {rule.method}.")


def _threshold(text: str) -> int | None:
    if text == "file":
        return None
    if text == "none":
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise click.UsageError("--threshold: say “file”, “none” or a whole number of votes.")
    return int(text)


def _seed(asked: Asked) -> str:
    if (asked.ties == Ties.BY_LOT.value) != (asked.seed is not None):
        raise click.UsageError("--ties lot and --seed TEXT belong together.")
    return asked.seed or ""


def _print(file: PabulibFile, election: Election, counted: Count, seconds: float) -> None:
    names = {project.id: project.name for project in election.projects}
    click.echo(f"{file.meta['description']}: {counted.n} ballots, pot {money(counted.pot_cents)} {file.currency}")
    for step in counted.steps:
        click.echo(
            f"{step.number:>4}  {step.status.value:<8} {money(step.cost_cents):>14} {step.votes:>8} votes"
            f" {money(step.left_cents):>14} left  {step.project}  {names[step.project]}"
        )
    for tie in counted.ties:
        click.echo(f"Step {tie.step}: {', '.join(tie.tied)} were tied; {tie.chosen} by {tie.decided_by}.")
    for granted in counted.granted:
        click.echo(f"Costs nothing and is granted: {granted}  {names[granted]}")
    click.echo(f"Spent {money(counted.spent_cents)}, left {money(counted.left_cents)}; {seconds:.2f} s")

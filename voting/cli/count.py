"""`flask pabulib count`: counts a Pabulib file by any of our rules. It needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import click

from lives.refused import Refused
from voting.cli.count_options import METHODS, Asked, choose_rule, pot_minutes, refuse_misfit_of_options
from voting.cli.held_to_record import hold_to_record
from voting.rules.amounts import hours, money
from voting.rules.count import explain
from voting.rules.deciding import Decision, decide
from voting.rules.election import BallotKind, Completion, Ties, Utility
from voting.rules.outcome import Count
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.file import PabulibFile
from voting.rules.pabulib.reader import read
from voting.rules.record import count_as_json

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
UTILITIES = [Utility.COST.value, Utility.CARDINALITY.value]


@click.command("count")
@click.argument("file", type=FILE)
@click.option("--rule", "method", type=click.Choice(METHODS), help="Default: the file's own, else equalshares.")
@click.option("--completion", type=click.Choice([each.value for each in Completion]), help="Default: add1u.")
@click.option("--utility", type=click.Choice(UTILITIES), help="Of approvals. Default: cost.")
@click.option("--exhaustive-stop/--no-exhaustive-stop", default=None, help="Stop add1 once nothing fits.")
@click.option("--comparison", is_flag=True, help="Greedy replaces the outcome if more voters gain by it.")
@click.option("--threshold", default="file", metavar="file|none|N", help="Votes (or points) needed to take part.")
@click.option("--limits", type=click.Choice(["file", "none"]), default="none", help="Caps per group.")
@click.option("--hours", metavar="N", help="Staff hours in the pot; projects ask theirs in a column “hours”.")
@click.option("--ties", type=click.Choice([each.value for each in Ties]), default=Ties.BY_ID.value)
@click.option("--seed", metavar="TEXT", help="The seed of the public lot: a text, or 64 hexadecimal digits.")
@click.option("--record", type=FILE, help="A record (telling.json) that the count must give, word for word.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole count as one JSON object.")
def count_command(
    file: Path, limits: str, hours: str | None, record: Path | None, as_json: bool, **given: object
) -> None:
    """Count the Pabulib FILE.

    Ends with status 1 when the file has faults (each is named) or does not give the record, and with 2 when an
    option cannot be honoured.
    """
    import numpy  # noqa: F401  loading the libraries is no part of counting

    asked, minutes = Asked(**given), pot_minutes(hours)  # type: ignore[arg-type]
    begun = perf_counter()
    try:
        read_file = read(file.read_bytes())
        rule = choose_rule(asked, read_file)
        election = read_file.election(with_limits=limits == "file", pot_minutes=minutes)
        refuse_misfit_of_options(rule, election.kind)
        decision = decide(election, rule)
    except FaultyFile as faulty:
        raise click.ClickException(tell_faults(file, faulty)) from None
    except Refused as refused:
        raise click.ClickException(f"{file.name}: {refused.message}") from None
    seconds = perf_counter() - begun
    counted = explain(decision)
    for remark in read_file.remarks:
        click.echo(f"{file.name}: line {remark.line}, {remark.about}: {remark.text}", err=True)
    if as_json:
        told = count_as_json(counted, election, rule) | {"seconds": round(seconds, 4)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(read_file, decision, counted, seconds)
    if record:
        click.echo(hold_to_record(record, election, rule), err=as_json)


def tell_faults(file: Path, faulty: FaultyFile) -> str:
    """Every fault on its own line."""
    lines = [f"{file.name}: {faulty.message}", *(str(fault.sentence()) for fault in faulty.faults)]
    return "\n".join(lines + [f"… and {faulty.more} more."] * bool(faulty.more))


def _print(file: PabulibFile, decision: Decision, counted: Count, seconds: float) -> None:
    election = decision.election
    names = {project.id: project.name for project in election.projects}
    unit = "votes" if election.kind is BallotKind.APPROVAL else "points"
    click.echo(f"{file.meta['description']}: {counted.n} ballots, pot {money(counted.pot_cents)} {file.currency}")
    for step in counted.steps:
        time = "" if step.left_minutes is None else f" {hours(step.left_minutes)} hours left"
        click.echo(
            f"{step.number:>4}  {step.status.value:<8} {money(step.cost_cents):>14} {step.votes:>8} {unit}"
            f" {money(step.left_cents):>14} left{time}  {step.project}  {names[step.project]}"
        )
    for tie in counted.ties:
        click.echo(f"Step {tie.step}: {', '.join(tie.tied)} were tied; {tie.chosen} by {tie.decided_by}.")
    for granted in counted.granted:
        click.echo(f"Costs nothing and is granted: {granted}  {names[granted]}")
    click.echo(f"Spent {money(counted.spent_cents)}, left {money(counted.left_cents)}; {seconds:.2f} s")

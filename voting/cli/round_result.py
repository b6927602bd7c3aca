"""`flask round result`: the frozen record of a published count, area by area."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

import clock
from lives.messages import msg
from lives.refused import Refused
from logbook.refusals import NotFound
from rounds.queries import RoundPlace, areas_of, find_round
from voting.queries.results import published_results
from voting.services.counting import count_when_closed
from voting.services.pabulib.exporting import NotPublished


@click.command("result")
@click.argument("round_slug", metavar="ROUND")
@click.option("--area", "area_code", metavar="CODE", help="Only this area.")
@click.option("--json", "as_json", is_flag=True, help="Print a list with the whole count of each area.")
@with_appcontext
def result_command(round_slug: str, area_code: str | None, as_json: bool) -> None:
    """Print the result of ROUND (its name in the address), from the record that was frozen at the count.

    Ends with status 1 and the reason as long as the result is not public.
    """
    begun = perf_counter()
    try:
        counts = published_counts(round_slug, area_code)
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from None
    seconds = round(perf_counter() - begun, 4)
    if as_json:
        told = [count | {"area": place.code, "seconds": seconds} for place, count in counts]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for place, count in counts:
        _print(place, count)


def published_counts(slug: str, area_code: str | None = None) -> list[tuple[RoundPlace, dict[str, Any]]]:
    """The count of each area of a published round. Raises NotFound and NotPublished."""
    database = current_app.extensions["database"]
    with database.reading() as session:
        round_id = find_round(session, slug).id
    count_when_closed(database, round_id, clock.now())
    with database.reading() as session:
        places = [place for place in areas_of(session, round_id) if area_code in (None, place.code)]
        results = published_results(session, round_id)
    if not places:
        raise NotFound(msg("This area does not take part in the round."))
    if any(place.code not in results for place in places):
        raise NotPublished(msg("The result of this round is not published yet."))
    # areas that voted as one have one count
    kept = {results[place.code].text: place for place in reversed(places)}
    return [(place, results[place.code].record["count"]) for place in places if place in kept.values()]


def _print(place: RoundPlace, count: dict[str, Any]) -> None:
    click.echo(f"{place.name} ({place.code}): {count['n']} ballots, {count['blank']} blank, by {count['rule']}")
    for step in count["steps"]:
        money = f"{step['cost']:>14} {step['votes']:>8} votes {step['left']:>14} left"
        click.echo(f"{step['number']:>4}  {money}  {step['project']}")
    for granted in count["granted"]:
        click.echo(f"Costs nothing and is granted: {granted}")
    click.echo(f"Pot {count['pot']}, spent {count['spent']}, left {count['left']}")

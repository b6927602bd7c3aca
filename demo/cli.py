"""`flask demo load`: fills an empty database with the demo and says how to look around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

import clock
from accounts.secrets import Secrets
from areas.models import Area
from database import Database
from voting.rules.codes import printed_code

if TYPE_CHECKING:
    from demo.services.story import Told

demo = AppGroup("demo", help="The demonstration: invented people, plans and votes.")


@demo.command("load")
def load() -> None:
    """Load the Hilversum demo into an empty database."""
    if not current_app.extensions["settings"].demo:
        raise click.ClickException("the demo is loaded only where DEMO=1 is set")
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        if session.scalar(select(Area.code).limit(1)) is not None:
            raise click.ClickException("this database is not empty: the demo starts from nothing")
    secrets = Secrets(current_app.extensions["settings"].secret_key)
    from demo.services.story import tell_story  # only who loads the demo waits for it

    told = tell_story(database, secrets, clock.now(), lambda text: click.echo(f"  {text} …", err=True))
    click.echo(_guide(told))


def _guide(told: Told) -> str:
    """What a newcomer reads: where to look, codes to vote with, and who to be."""
    first = {code.area_code: code for code in reversed(told.codes)}
    names = {"WK040208": "Hilversumse Meent", "WK040207": "Noordoost", "WK040204": "Zuid", "WK040201": "Centrum"}
    lines = [
        "",
        "Leve de Buurt: the demo is ready. All people, plans and votes are invented.",
        "",
        "Vote at /stemmen with one of these codes:",
        *(f"  {printed_code(first[area].code)}   {names[area]}" for area in ("WK040208", "WK040207", "WK040204")),
        "",
        "Sign in at /inloggen with one of these addresses; the mail with the code appears at /demo/post:",
        "  bewoner@demo.example        a resident",
        "  stichting@demo.example      a resident who manages a foundation here and acts for a group of residents",
        "  vrijwilliger@demo.example   a resident who writes drafts for that foundation",
        "  coordinator@demo.example    the coordinator of the Hilversumse Meent",
        "  financien@demo.example      finance",
        "  beheerder@demo.example      an administrator",
        "  beoordelaar@demo.example    who advises about green and play areas",
        "  bestuur@demo.example        who records what mayor and aldermen decide",
        "  bezwaar@demo.example        who handles objections, and did not prepare the decision",
        "  raad@demo.example           who records what the council decides",
        "Staff also need a second factor: /demo/post shows it.",
        "",
        "Look at /wijken/meent/geld for what is left and why, at /jaarverslagen for a closed year,",
        "at /uitslagen for a counted vote, at /grote-projecten for the Groene Hart and what it costs each year,",
        "and at /werk as coordinator.",
    ]
    return "\n".join(lines)


def register(app: Flask) -> None:
    app.cli.add_command(demo)

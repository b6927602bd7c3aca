"""Commands of the vote: `flask pabulib …`, `flask round …`, and what is registered beside them."""

from __future__ import annotations

from flask import Flask
from flask.cli import AppGroup

from voting.cli.count import count_command
from voting.cli.pabulib_export import export_command
from voting.cli.pabulib_import import import_command
from voting.cli.pabulib_plans import import_plans_command
from voting.cli.round_result import result_command

pabulib = AppGroup("pabulib", help="Count, import and export elections in the Pabulib format.")
for command in (count_command, import_command, import_plans_command, export_command):
    pabulib.add_command(command)
rounds = AppGroup("round", help="Look at a round.")
rounds.add_command(result_command)


def register(app: Flask) -> None:
    app.cli.add_command(pabulib)
    app.cli.add_command(rounds)

"""Commands of the vote: `flask pabulib …`, `flask round …`, `flask codes …`, and what is registered beside them."""

from __future__ import annotations

from flask import Flask
from flask.cli import AppGroup

from voting.cli.codes import codes
from voting.cli.count import count_command
from voting.cli.pabulib_export import export_command
from voting.cli.pabulib_import import import_command
from voting.cli.pabulib_plans import import_plans_command
from voting.cli.round_result import result_command
from voting.cli.rounds import close_command, seal_command

pabulib = AppGroup("pabulib", help="Count, import and export elections in the Pabulib format.")
for command in (count_command, import_command, import_plans_command, export_command):
    pabulib.add_command(command)
rounds = AppGroup("round", help="Fix the ballot of a round, close its vote, look at its result.")
for command in (seal_command, close_command, result_command):
    rounds.add_command(command)


def register(app: Flask) -> None:
    app.cli.add_command(codes)
    app.cli.add_command(pabulib)
    app.cli.add_command(rounds)

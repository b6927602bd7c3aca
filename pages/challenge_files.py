"""Requests to take over a task as open data: one row each, with names of columns that do not change.

What is private is not asked for: no contact person, no address of anybody, no attachment.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from flask import Response as FlaskResponse
from flask import render_template, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

import access
from challenges.queries.opendata import OpenRow, open_rows
from challenges.queries.register import entries, found_requests
from challenges.routes.public import wanted_requests
from challenges.routes.shown import state_word
from challenges.rules.groups import group_of
from challenges.rules.states import RequestState
from everyone import same_for_everyone
from lives.messages import Message, msg
from lives.periods import day_of
from pages.blueprint import blueprint
from pages.money_files import csv_answer
from wording import say

LICENCE = "CC0-1.0"
COLUMNS: dict[str, Message] = {
    "id": msg("The number of the request. It never changes."),
    "title": msg("The name of the request"),
    "address": msg("The page of the request"),
    "asked_by": msg("Who asks: organisation or group (of residents)"),
    "organisation": msg("The name of the organisation. Empty for residents: their names are in no file."),
    "area_code": msg("The code of the area by Statistics Netherlands (CBS). Empty for the whole town."),
    "area": msg("The name of the area"),
    "state": msg("Where the request stands, as a fixed English word"),
    "state_words": msg("The same in Dutch, as people read it"),
    "group": msg("The group in the register: open, granted, partly, refused, stopped, running or ended"),
    "received_on": msg("The day on which it came in"),
    "decide_by": msg("The last day for the decision, stops included"),
    "clock": msg("The clock on the day of the file: running, standing, late or stopped"),
    "days_left": msg("How many days of the term are left. Empty when nothing runs any more."),
    "days_stopped": msg("How many days the clock stood still"),
    "terms": msg("Which terms hold: awb (8 weeks), amsterdam (26) or geertruidenberg (10)"),
    "decided_on": msg("The day on which the newest decision was taken"),
    "decision": msg("The newest decision, as a fixed English word"),
    "decided_by": msg("Who decided: college, council or mayor"),
    "grounds": msg("The grounds for refusal, as fixed English words with a space between them"),
    "granted_euros": msg("Euros granted in a year, with two decimals behind a point"),
    "granted_hours": msg("Hours of staff granted in a year, with two decimals behind a point"),
    "current_cost_euros": msg("Euros that the task costs the municipality in a year"),
    "agreement_first_day": msg("The first day of the agreement"),
    "agreement_last_day": msg("The last day of the agreement"),
    "evaluation": msg("What followed from the newest evaluation: continue, extend or finish"),
}
"""The columns in order, with what each of them holds."""


@blueprint.get("/uitdaagrecht.csv")
@access.public
@same_for_everyone
def challenges_csv() -> Response:
    """The register as it is filtered, all pages of it."""
    return csv_answer([[tuple(COLUMNS), *(tuple(row.values()) for row in _rows())]], "uitdaagrecht.csv")


@blueprint.get("/uitdaagrecht.json")
@access.public
@same_for_everyone
def challenges_json() -> Response:
    told = {
        "licence": LICENCE,
        "columns": url_for("pages.challenges_open_data", _external=True),
        "requests": _rows(),
    }
    return FlaskResponse(json.dumps(told, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")


@blueprint.get("/uitdaagrecht/open-data")
@access.public
@same_for_everyone
def challenges_open_data() -> str:
    """What each column holds, and that anybody may use it."""
    return render_template(
        "challenges/open_data.html", columns=[(name, say(meaning)) for name, meaning in COLUMNS.items()]
    )


def _rows() -> list[dict[str, str | int]]:
    session, today = access.reading(), day_of(access.now())
    numbers = found_requests(session, wanted_requests(), today)
    # states in Dutch whatever the reader's language: a file says the same to everyone
    with force_locale("nl"):
        return [_row(row) for row in open_rows(session, entries(session, numbers, today))]


def _row(row: OpenRow) -> dict[str, str | int]:
    entry, decision, agreement = row.entry, row.decision, row.agreement
    clock, kind = entry.clock, row.decision.kind if row.decision else ""
    is_over = clock.ended_on is not None
    values: Sequence[object] = (
        entry.id, entry.title, url_for("challenges.request_page", challenge_id=entry.id, _external=True),
        "organisation" if entry.organisation else "group", entry.organisation,
        row.area_code, entry.area_name, entry.state, state_word(entry.state),
        group_of(RequestState(entry.state), kind), clock.received_on, clock.last_day, clock.state,
        None if is_over else clock.days_left, clock.counted.stopped, row.preset,
        decision.decided_on if decision else None, kind, decision.body if decision else None, " ".join(row.grounds),
        _hundredths(decision.granted_cents if decision else None),
        _hundredths(decision.granted_minutes * 100 // 60 if decision and decision.granted_minutes else None),
        _hundredths(row.current_cost_cents), agreement.first_day if agreement else None,
        agreement.last_day if agreement else None, row.evaluation.outcome if row.evaluation else None,
    )  # fmt: skip
    return {name: _cell(value) for name, value in zip(COLUMNS, values, strict=True)}


def _cell(value: object) -> str | int:
    return value if isinstance(value, int) else "" if value is None else str(value)


def _hundredths(amount: int | None) -> str | None:
    """As every spreadsheet and program reads it: 9500.00."""
    return None if amount is None else f"{amount // 100}.{amount % 100:02d}"

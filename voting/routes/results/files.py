"""The result as files: the record as it was frozen, plans and steps as CSV, and all ballots as Pabulib."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from flask import Response, current_app

import access
from everyone import same_for_everyone
from lives.spreadsheets import safe_cell
from voting.routes.blueprint import blueprint
from voting.routes.results.reading import Shown, area_with_steps, published_area
from voting.rules.publication import public_record
from voting.rules.record import record_text
from voting.rules.story.rows import Cell, plan_rows, step_rows
from voting.services.pabulib.exporting import export_round


@blueprint.get("/uitslagen/<slug>/<area_slug>/telling.json")
@access.public
@same_for_everyone
def record(slug: str, area_slug: str) -> Response:
    """The record of the count as it was frozen, byte for byte; of a small area only what may be told."""
    return Response(public_text(published_area(slug, area_slug)), mimetype="application/json")


@blueprint.get("/uitslagen/<slug>/<area_slug>/plannen.csv")
@access.public
@same_for_everyone
def plans_csv(slug: str, area_slug: str) -> Response:
    shown = published_area(slug, area_slug)
    return _csv(plan_rows(shown.story, shown.beside))


@blueprint.get("/uitslagen/<slug>/<area_slug>/stappen.csv")
@access.public
@same_for_everyone
def steps_csv(slug: str, area_slug: str) -> Response:
    return _csv(step_rows(area_with_steps(slug, area_slug).story))


@blueprint.get("/uitslagen/<slug>/<area_slug>/stembiljetten.pb")
@access.public
@same_for_everyone
def ballots(slug: str, area_slug: str) -> Response:
    """Every counted ballot with the plans and the result, to count again; not of a small area."""
    shown = area_with_steps(slug, area_slug)
    municipality = current_app.extensions["settings"].municipality
    (file,) = export_round(access.reading(), shown.round.id, shown.round.slug, municipality, shown.area.code)
    return Response(file.data, content_type="text/plain; charset=utf-8")


def public_text(shown: Shown) -> str:
    """The text of the record that everyone may read."""
    if not shown.story.is_small:
        return shown.published.text
    told = public_record(shown.record, shown.published.record_hash)
    return record_text(told)


def _csv(rows: Iterator[Sequence[Cell]]) -> Response:
    """The rows with ";" between cells; a text that a spreadsheet would take for a formula gets a quote before it."""
    file = io.StringIO()
    safe = ([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(safe)
    return Response(file.getvalue(), content_type="text/csv; charset=utf-8")

"""The reports, for everyone: the list, one report on a page, as a workbook, and its numbers as they are kept."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import gettext as _

import access
from everyone import same_for_everyone
from lives.messages import Day, Message
from lives.periods import day_of
from reports.models import YearReport
from reports.queries import all_reports, find_report, newest_of
from reports.routes.blueprint import blueprint
from reports.rules.content import content_from_text
from reports.showing import show_report
from reports.workbook import write_workbook
from wording import say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/jaarverslagen")
@access.public
@same_for_everyone
def reports() -> str:
    found = all_reports(access.reading())
    newest = {each.id for each in found if each.number == max(r.number for r in found if r.year == each.year)}
    contents = [(each, content_from_text(each.content), each.id in newest) for each in found]
    return render_template("reports/list.html", reports=contents)


@blueprint.get("/jaarverslagen/<int:report_id>")
@access.public
@same_for_everyone
def report(report_id: int) -> str:
    session = access.reading()
    found = find_report(session, report_id)
    newest = newest_of(session, found.year)
    content = content_from_text(found.content)
    return render_template(
        "reports/report.html", report=found, content=content, shown=show_report(content),
        newer=newest if newest is not None and newest.id != found.id else None,
    )  # fmt: skip


@blueprint.get("/jaarverslagen/<int:report_id>.xlsx")
@access.public
def workbook(report_id: int) -> Response:
    found = find_report(access.reading(), report_id)
    shown = show_report(content_from_text(found.content))
    title = _("Year report %(year)s", year=found.year)
    return _file(write_workbook(title, _facts(found), shown), XLSX, found, "xlsx")


@blueprint.get("/jaarverslagen/<int:report_id>.json")
@access.public
def numbers(report_id: int) -> Response:
    """The content as it is kept, byte for byte: its SHA-256 stands on the page and in the logbook."""
    found = find_report(access.reading(), report_id)
    return _file(found.content.encode(), "application/json", found, "json")


def _facts(report: YearReport) -> list[tuple[str, str]]:
    return [
        (_("Number of this report"), str(report.number)),
        (_("Made on"), say(Message("%(day)s", (("day", Day(day_of(report.made_at))),)))),
        (_("Last movement in the books"), str(report.last_movement_id)),
        (_("SHA-256 of the numbers"), report.content_hash),
    ]


def _file(body: bytes, mimetype: str, report: YearReport, ending: str) -> Response:
    name = f"jaarverslag-{report.year}-{report.number}.{ending}"
    return Response(body, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})

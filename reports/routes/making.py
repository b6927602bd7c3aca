"""Making a report, for finance and administrators: first what it will say, then the button that keeps it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from logbook.actors import Role
from reports.forms import MakeReportForm
from reports.queries import reports_of_year
from reports.routes.blueprint import blueprint
from reports.services import make_report, preview_report
from reports.showing import show_report


@blueprint.route("/beheer/jaren/<int:year>/jaarverslag", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def make(year: int) -> str | Response:
    form = MakeReportForm()
    if form.validate_on_submit():
        with access.writing() as session:
            made = make_report(session, access.current_actor(), access.now(), year)
        flash(_("The report is made. Everyone can read it now."))
        return redirect(url_for("reports.report", report_id=made), 303)
    session = access.reading()
    content = preview_report(session, access.current_actor(), access.now(), year)
    return render_template(
        "reports/make.html", form=form, content=content, shown=show_report(content),
        earlier=reports_of_year(session, year),
    )  # fmt: skip

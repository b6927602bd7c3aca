"""What the site says about itself: how it works, how votes are counted, accessibility, privacy, security."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Response, current_app, render_template, url_for
from flask_babel import gettext

import access
from pages.blueprint import blueprint
from settings.shown import shown_municipality
from voting.rules.passed_over import passed_over_by
from voting.rules.publication import FEWEST_BALLOTS
from voting.rules.reasons import paid_in_words, reason_of
from voting.rules.worked_example import FIRST_RUN, example_story, greedy_example
from wording import say


@blueprint.get("/zo-werkt-het")
@access.public
def how_it_works() -> str:
    return render_template("statements/how_it_works.html")


@blueprint.get("/zo-tellen-wij")
@access.public
def how_we_count() -> str:
    titles = gettext("Playground"), gettext("Trees"), gettext("Benches")
    first, whole = example_story(*titles, FIRST_RUN), example_story(*titles)
    trees = whole.plans[1]
    return render_template(
        "statements/how_we_count.html",
        first=first,
        paid=[say(paid) for paid in map(paid_in_words, first.steps) if paid],
        whole=whole,
        greedy=greedy_example(*titles),
        why_trees_lost=say(reason_of(first.plans[1])),
        more_votes=[say(each) for each in passed_over_by(first.plans[1], first)],
        all_bought_cents=whole.start_cents + 100,
        trees=trees,
        fewest=FEWEST_BALLOTS,
    )


@blueprint.get("/toegankelijkheid")
@access.public
def accessibility() -> str:
    return render_template("statements/accessibility.html")


@blueprint.get("/privacy")
@access.public
def privacy() -> str:
    return render_template("statements/privacy.html")


@blueprint.get("/beveiliging")
@access.public
def security() -> str:
    return render_template("statements/security.html")


@blueprint.get("/.well-known/security.txt")
@access.public
def security_txt() -> Response:
    """RFC 9116: where somebody who found a hole can say so; good for half a year, and always made anew."""
    mail = shown_municipality(current_app).help_email
    now: datetime = access.now()
    lines = (
        f"Contact: mailto:{mail}",
        f"Expires: {(now + timedelta(days=180)).astimezone(UTC):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Policy: {url_for('pages.security', _external=True)}",
        f"Canonical: {url_for('pages.security_txt', _external=True)}",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

"""What if: anyone changes the rule, the money, the threshold or leaves a plan out, and sees what would have happened.

It is counted anew from the published ballots at each question; nothing of it is the result, and every part says so.
"""

from __future__ import annotations

from decimal import Decimal

from flask import Response, current_app, make_response, render_template, request
from flask_babel import format_decimal, gettext

import access
from voting.forms.asking import COMPLETIONS, RULES, WhatIfForm, real_question, real_values, what_if_form
from voting.queries.counted import counted_election
from voting.routes.blueprint import blueprint
from voting.routes.results.reading import Shown, area_with_steps, completion_name, rule_name
from voting.routes.results.what_if_words import changes_said, outcome_said
from voting.rules.what_if import Answer
from voting.services.what_if.asking import PATIENCE_SECONDS, Asker

APPROVALS = "approval"


@blueprint.get("/uitslagen/<slug>/<area_slug>/wat-als")
@access.public
def what_if(slug: str, area_slug: str) -> Response:
    shown = area_with_steps(slug, area_slug)
    form = what_if_form(shown.story, request.args, _names(shown))
    is_asked = any(name in request.args for name in real_values(shown.story))
    found = _ask(shown, form) if is_asked and form.validate() else None
    page = render_template(
        "voting/results/what_if.html",
        **shown.on_page("what_if"),
        form=form,
        is_asked=is_asked,
        answer=found,
        compared=_compared(shown, found) if found else None,
        **(_said(shown, form, found) if found else {}),
        means=[_mean(each) for each in (shown.story.mean_choices, found.mean_choices)] if found else None,
        seconds=int(PATIENCE_SECONDS),
        examples=_examples(shown),
    )
    answer = make_response(page)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _ask(shown: Shown, form: WhatIfForm) -> Answer:
    asker: Asker = current_app.extensions.setdefault("what_if", Asker())
    round_id, code = shown.round.id, shown.area.code
    return asker.ask(
        shown.published.record_hash, form.question(), lambda: counted_election(access.reading(), round_id, code)
    )


def _said(shown: Shown, form: WhatIfForm, found: Answer) -> dict[str, str]:
    asked = form.question()
    return {
        "changed": changes_said(shown.story, real_question(shown.story), asked),
        "outcome": outcome_said(shown.story, asked, found),
    }


def _names(shown: Shown) -> dict[str, list[tuple[str, str]]]:
    is_approval = shown.story.parameters.get("ballots", APPROVALS) == APPROVALS
    rules = [rule for rule in RULES if rule != "phragmen" or is_approval]
    return {
        "regel": [(rule, rule_name(rule)) for rule in rules],
        "afmaken": [(completion, completion_name(completion)) for completion in COMPLETIONS],
    }


def _compared(shown: Shown, found: Answer) -> dict[str, list[object]]:
    """Plans that would get money and did not, plans that would not and did, and those with money both ways."""
    would = set(found.funded)
    plans = shown.story.plans
    return {
        "gains": [plan for plan in plans if plan.place in would and not plan.is_funded],
        "losses": [plan for plan in plans if plan.place not in would and plan.is_funded],
        "both": [plan for plan in plans if plan.place in would and plan.is_funded],
    }


def _mean(number: str) -> str:
    return str(format_decimal(round(Decimal(number), 1)))


def _examples(shown: Shown) -> list[tuple[str, dict[str, str]]]:
    """Questions that many people have, each as a link."""
    story = shown.story
    other = "greedy" if story.is_equal_shares else "equalshares"
    more, less = story.pot_cents * 5 // 4 // 100, story.pot_cents * 3 // 4 // 100
    examples = [
        (gettext("Another way of counting: %(rule)s", rule=rule_name(other)), {"regel": other}),
        (gettext("A quarter more money"), {"pot": str(more)}),
        (gettext("A quarter less money"), {"pot": str(less)}),
    ]
    if story.funded:
        first = story.funded[0]
        examples.append((gettext("Without “%(plan)s”", plan=first.title), {"zonder": str(first.place)}))
    return examples

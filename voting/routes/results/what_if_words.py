"""The answer to "what if" in sentences: what was changed, which plans would get money, and why none would."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext

from voting.routes.results.reading import completion_name, rule_name
from voting.rules.story.plans import PlanTold
from voting.rules.story.whole import Story
from voting.rules.what_if import Answer, Question
from wording import euros

MOST_NAMED = 3
"""So many plans are named in a sentence; of more it says how many."""


def changes_said(story: Story, real: Question, asked: Question) -> str:
    """What was changed, from what to what, in the order of the form."""
    changes = []
    if asked.method != real.method:
        old, new = rule_name(real.method), rule_name(asked.method)
        changes.append(gettext("the way of counting, from “%(old)s” to “%(new)s”", old=old, new=new))
    if asked.completion != real.completion and asked.method == "equalshares":
        old, new = completion_name(real.completion), completion_name(asked.completion)
        changes.append(gettext("what happens with money that is left, from “%(old)s” to “%(new)s”", old=old, new=new))
    if asked.pot_cents != real.pot_cents:
        old, new = euros(real.pot_cents, story.currency), euros(asked.pot_cents, story.currency)
        changes.append(gettext("the money, from %(old)s to %(new)s", old=old, new=new))
    if asked.threshold != real.threshold:
        lowest = gettext("the lowest number of votes, from %(old)s to %(new)s", old=real.threshold, new=asked.threshold)
        changes.append(lowest)
    left_out = story.plan_at(asked.without) if asked.without else None
    if left_out:
        changes.append(gettext("“%(plan)s” takes no part", plan=left_out.title))
    if not changes:
        return str(gettext("You changed nothing."))
    return str(gettext("You changed: %(changes)s.", changes="; ".join(changes)))


def outcome_said(story: Story, asked: Question, found: Answer) -> str:
    """Which plans would get money that did not, and the other way round; and why, where none would."""
    would = set(found.funded)
    gains = [plan for plan in story.plans if plan.place in would and not plan.is_funded]
    losses = [plan for plan in story.plans if plan.place not in would and plan.is_funded]
    if not gains and not losses:
        said = [gettext("Exactly the same plans would get money.")]
    elif max(len(gains), len(losses)) <= MOST_NAMED:
        said = [_named_gains(gains), _named_losses(losses)]
    else:
        said = [_counted_gains(gains), _counted_losses(losses)]
    return " ".join(each for each in (_why_none(story, asked) if not would else "", *said) if each)


def _named_gains(plans: Sequence[PlanTold]) -> str:
    if not plans:
        return ""
    titles = _titles(plans)
    return str(ngettext("%(plans)s would get money.", "%(plans)s would all get money.", len(plans), plans=titles))


def _named_losses(plans: Sequence[PlanTold]) -> str:
    if not plans:
        return ""
    titles = _titles(plans)
    return str(ngettext("%(plans)s would get no money.", "%(plans)s would all get no money.", len(plans), plans=titles))


def _counted_gains(plans: Sequence[PlanTold]) -> str:
    if not plans:
        return ""
    return str(ngettext("%(num)s other plan would get money.", "%(num)s other plans would get money.", len(plans)))


def _counted_losses(plans: Sequence[PlanTold]) -> str:
    if not plans:
        return ""
    return str(ngettext("%(num)s plan would lose its money.", "%(num)s plans would lose their money.", len(plans)))


def _titles(plans: Sequence[PlanTold]) -> str:
    return format_list([f"“{plan.title}”" for plan in plans], locale=get_locale())


def _why_none(story: Story, asked: Question) -> str:
    """Why no plan would get money, where one thing alone settles it."""
    taking_part = [plan for plan in story.plans if plan.place != asked.without and plan.cost_cents]
    cheapest = min((plan.cost_cents for plan in taking_part), default=0)
    if asked.pot_cents < cheapest:
        pot, cost = euros(asked.pot_cents, story.currency), euros(cheapest, story.currency)
        return str(gettext("With %(pot)s no plan can get money: the cheapest costs %(cost)s.", pot=pot, cost=cost))
    if all(plan.score < asked.threshold for plan in taking_part):
        if story.by_points:
            return str(gettext("No plan has %(threshold)s points.", threshold=asked.threshold))
        return str(gettext("No plan has %(threshold)s votes.", threshold=asked.threshold))
    return ""

"""The figures behind the grounds, for whoever decides about them: what is asked beside what there is."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from lives.messages import Euros, Message
from proposals.queries.cases import PlanCase, thresholds_in
from proposals.rules.capital import CapitalThresholds, Kind, PlanFacts
from proposals.rules.capital.assumptions import life_of, upkeep_of
from wording import say


def figures_of(case: PlanCase, facts: PlanFacts, thresholds: CapitalThresholds) -> list[tuple[str, str, str]]:
    """What is measured, this plan, and the threshold beside it; what the test assumes is said."""
    in_round = thresholds_in(case, thresholds)
    return [
        (_("Asked of the neighbourhood budget"), euros(facts.asked_cents), _from(in_round.amount_cents)),
        (_("For something that the municipality will own"), _net(facts), _from(in_round.activate_cents)),
        (
            _("Part of the wijk's money this year"),
            _part(facts.asked_cents, case.share_cents),
            _("more than %(percent)s %%", percent=in_round.share_percent),
        ),
        (_("Part of the pot of this round"), _part(facts.asked_cents, case.pot_cents), _("more than the pot")),
        (_("How long it lasts"), _life(facts, in_round), _("%(years)s years", years=in_round.life_years)),
        (_("Upkeep each year"), _upkeep(facts, in_round), _from(in_round.upkeep_cents)),
    ]


def _from(limit_cents: int | None) -> str:
    return str(_("from %(limit)s on", limit=euros(limit_cents)))


def euros(cents: int | None) -> str:
    return str(_("none")) if cents is None else say(Message("%(amount)s", (("amount", Euros(cents)),)))


def _net(facts: PlanFacts) -> str:
    is_investment = facts.makes_asset and facts.may_be_municipal
    return euros(facts.asked_cents) if is_investment else str(_("does not apply"))


def _part(asked_cents: int, of_cents: int | None) -> str:
    """16,000 of 30,000 is 54 %, rounded up so that a little over half is not called half."""
    if not of_cents:
        return str(_("not known"))
    percent = -(-asked_cents * 100 // of_cents)
    return str(_("%(percent)s %% of %(whole)s", percent=percent, whole=euros(of_cents)))


def _life(facts: PlanFacts, thresholds: CapitalThresholds) -> str:
    if facts.kind is Kind.NONE:
        return str(_("nothing stays"))
    years = ngettext("%(num)s year", "%(num)s years", life_of(facts, thresholds))
    return str(years) if facts.life_years is not None else str(_("%(figure)s (assumed)", figure=years))


def _upkeep(facts: PlanFacts, thresholds: CapitalThresholds) -> str:
    upkeep = euros(upkeep_of(facts, thresholds))
    return upkeep if facts.upkeep_cents_per_year is not None else str(_("%(figure)s (assumed)", figure=upkeep))

"""The forms of a large plan, filled with what is known of it already."""

from __future__ import annotations

from typing import Any

import access
from financing.forms import acting as forms
from financing.queries.choices import rounds_for_part, savings_of
from financing.queries.page import RoutePage
from financing.routes.deeds import DEEDS, Deed, net_of
from lives.periods import day_of
from wording import euros


def forms_for(page: RoutePage, steps: tuple[str, ...], sent: str = "") -> dict[str, Any]:
    """A form for each step that can be taken, by its address; the one that was sent holds what was typed."""
    return {
        deed.address: made(page, deed, is_sent=deed.address == sent)
        for deed in DEEDS
        if deed.step in steps or deed.address == sent
    }


def made(page: RoutePage, deed: Deed, *, is_sent: bool) -> Any:
    """One form, with its choices."""
    given = {} if is_sent else _known(page, deed.form)
    form = deed.form(prefix=deed.address, data=given) if is_sent else deed.form(None, prefix=deed.address, data=given)
    session = access.reading()
    if isinstance(form, forms.GrantForm):
        savings = savings_of(session, page.plan.plan.area_code)
        form.prepare([(number, f"{purpose} ({euros(cents)})") for number, purpose, cents in savings])
        form.net_cents = net_of(page)
    elif isinstance(form, forms.SplitForm):
        form.prepare(rounds_for_part(session, page.plan.plan.area_code, access.now()))
    elif isinstance(form, forms.AdviceForm | forms.ProposeForm):
        form.prepare()
    return form


def _known(page: RoutePage, kind: type[Any]) -> dict[str, Any]:
    """What is filled in beforehand: from the plan, its advice, its last calculation and the calendar."""
    today, plan = day_of(access.now()), page.plan.plan
    advice = page.advice[-1] if page.advice else None
    if kind is forms.AdviceForm:
        return {"life_years": plan.life_years, "upkeep_cents": plan.upkeep_cents}
    if kind is forms.FiguresForm:
        last = page.estimate.inputs.investment if page.estimate else None
        return vars(last).copy() if last else {
            "investment_cents": plan.amount_cents, "third_party_cents": plan.third_party_cents, "residual_cents": 0,
            "life_years": advice.life_years if advice else plan.life_years,
            "upkeep_cents": advice.upkeep_cents if advice else plan.upkeep_cents,
            "completed_in": page.large.coming.council_on.year + 1,
        }  # fmt: skip
    if kind is forms.ProposeForm:
        return {"target": page.large.coming.target.value, "council_on": page.large.coming.council_on}
    if kind is forms.RenewForm:
        return {"from_year": today.year + 1}
    if kind is forms.DeliverForm:
        return {"completed_on": today, "real_cents": page.credit.net_cents if page.credit else None}
    return {"decided_on": today, "agreed_on": today}

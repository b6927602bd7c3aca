"""Money that the wijk saved, used for a large project: made free and promised to it through the budget's one door."""

from __future__ import annotations

from sqlalchemy.orm import Session

from budget.queries.closing import find_saving
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from budget.services.year_end import free_saving
from financing.rules.faults import RouteFault
from lives.messages import Euros, msg
from logbook.refusals import NotFound
from logbook.services import Act


def use_saved_money(a: Act, subject: str, saving_id: int, cents: int, reference: str) -> None:
    """Promise saved money to the project in the year that holds it now. Raises NotFound, NotEnoughMoney,
    PromisesStopped, YearClosed."""
    account_id = free_saving(a, saving_id, cents, reference)
    commit_money(
        a, account_id, MovementKind.COMMIT, cents, Ground.LARGE_PROJECT, to_subject=subject, reference=reference
    )


def saving_faults(session: Session, area_code: str, saving_id: int | None, cents: int) -> list[RouteFault]:
    """Whether this saving is the area's own, in euros, and holds enough."""
    if not cents or saving_id is None:
        return []
    try:
        found = find_saving(session, saving_id)
    except NotFound as unknown:
        return [RouteFault("saving", unknown.message)]
    if found.saving.area_code != area_code or found.saving.unit != "eur":
        return [RouteFault("saving", msg("This money is saved by another wijk."))]
    if cents > found.held:
        return [RouteFault("saved_cents", msg("Of this saved money %(held)s is left.", held=Euros(found.held)))]
    return []

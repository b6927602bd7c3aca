"""A round's rows from what was said: its columns, areas, criteria and limits; and whether it can be like that."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.queries import find_account
from budget.rules.closing import MINUTES
from lives.messages import msg
from logbook.refusals import Refusal
from logbook.services import Act
from rounds.models import Round, RoundArea, RoundCriterion, RoundLimit
from rounds.rules.calendar import calendar_faults
from rounds.rules.criteria import DEFAULT_CRITERIA
from rounds.rules.settings import Fault, Pot, RoundSettings, settings_faults
from rounds.services.new import NewArea, NewRound

MINUTES_PER_HOUR = 60


def round_faults(session: Session, new: NewRound) -> tuple[Fault, ...]:
    """Everything that stands in the way of this round, at once."""
    titled = () if new.title.strip() else (Fault("title", msg("Give the round a name.")),)
    pots = tuple(_pot(session, new, area) for area in new.areas)
    settings = RoundSettings(pots, new.ballot, new.counting, new.largest_plan_percent, new.is_reference, new.across)
    dates = (Fault(found.field, found.message) for found in calendar_faults(new.calendar))
    return (*titled, *dates, *settings_faults(settings))


def _pot(session: Session, new: NewRound, area: NewArea) -> Pot:
    account = find_account(session, new.year, area.area_code) if new.year is not None else None
    if account is None:
        return Pot(area.area_code, area.pot_cents, None, area.hours, merges_with=area.merges_with)
    staff_time = find_account(session, account.year, area.area_code, MINUTES)
    hours = staff_time.available // MINUTES_PER_HOUR if staff_time else 0
    return Pot(area.area_code, area.pot_cents, account.available, area.hours, hours, area.merges_with)


def attach_accounts(a: Act, found: Round) -> None:
    """Tie each area of the round to its account, once the year is fixed. Raises Refusal while it is not."""
    for place in a.session.scalars(select(RoundArea).where(RoundArea.round_id == found.id)):
        account = find_account(a.session, found.year or 0, place.area_code)
        if account is None:
            raise Refusal(msg("The budget for %(year)s is not fixed yet.", year=found.year))
        place.account_id = account.id
        if place.hours is None:
            continue
        staff_time = find_account(a.session, found.year or 0, place.area_code, MINUTES)
        if staff_time is None:
            raise Refusal(msg("The budget for %(year)s divides no hours.", year=found.year))
        place.hours_account_id = staff_time.id


def fill_round(found: Round, new: NewRound) -> None:
    calendar = new.calendar
    found.title, found.description = new.title.strip(), new.description.strip()
    found.is_reference, found.capital_test = new.is_reference, not new.is_reference
    found.year, found.currency = new.year, new.currency
    found.ballot_type, found.method = new.ballot_type, new.method
    found.completion, found.comparison = new.completion, new.comparison
    found.utility, found.threshold, found.lot = new.counting.utility, new.threshold, new.lot
    found.threshold_percent, found.across = new.threshold_percent, new.across
    found.most_choices, found.least_spend_percent = new.most_choices, new.least_spend_percent
    found.most_points, found.most_points_per_plan = new.most_points, new.most_points_per_plan
    found.largest_plan_percent = new.largest_plan_percent
    found.collect_from, found.collect_until = calendar.collect_from, calendar.collect_until
    found.review_until = calendar.review_until
    found.opens_at, found.closes_at = calendar.opens_at, calendar.closes_at
    found.grace_seconds = int(calendar.grace.total_seconds())


def fill_areas(session: Session, found: Round, new: NewRound) -> None:
    for position, area in enumerate(new.areas):
        account = find_account(session, new.year, area.area_code) if new.year is not None else None
        session.add(
            RoundArea(
                round_id=found.id,
                area_code=area.area_code,
                position=position,
                pot_cents=area.pot_cents,
                account_id=account.id if account else None,
                hours=area.hours,
                merges_with=area.merges_with,
            )
        )
    session.add_all(RoundLimit(round_id=found.id, theme=theme, most_percent=part) for theme, part in new.limits.items())
    if new.is_reference:
        return
    chosen = [c for c in DEFAULT_CRITERIA if not new.criteria or c.code in new.criteria]
    for position, criterion in enumerate(chosen):
        session.add(
            RoundCriterion(
                round_id=found.id,
                code=criterion.code,
                position=position,
                text_nl=criterion.text_nl,
                text_en=criterion.text_en,
            )
        )

"""The demo's past year, from its first agreement to its closed books: 37 agreements, 60 green ones, and its result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.secrets import Secrets
from budget.models import Account, Holding, PaymentRequest
from budget.queries import find_account
from budget.rules.ledger import Part
from budget.rules.payments import payment_number
from budget.rules.shares import largest_remainder
from budget.services.closing import close_year
from budget.services.payment_imports import PaymentFile, import_payments
from budget.services.payments import approve_payment
from deals.models import Deal
from deals.rules.life import DealState
from deals.rules.terms import DealKind, NewDeal, Promise, Side
from deals.services import ask_deal_payment, end_deal, hand_in_report, make_deals, record_result, settle_deal
from demo.content.deals import DemoDeal, DemoSmallPlan, read_deals, read_small_plans
from demo.services.town import Cast
from lives.periods import amsterdam_moment
from proposals.rules.capital.facts import Answer, Kind
from quick_plans.rules.asking import Asked
from quick_plans.services import NewMandate, Sender, grant, record_mandate, send
from reports.services import make_report

MANDATE_CENTS = 250_000
REPORT = "Wij hebben gedaan wat wij beloofden. De bonnetjes liggen bij de penningmeester van de groep."
SMALL_CENTS = {"WK040208": (85_000, 74_900)}
"""What the two small plans of a wijk got, where it is not the usual: together they make the year's result."""
USUAL_SMALL_CENTS = (90_000, 80_000)


@dataclass(frozen=True)
class Teller:
    """What every part of the story needs."""

    session: Session
    secrets: Secrets
    cast: Cast

    @property
    def sender(self) -> Sender:
        return Sender(self.secrets, page_of=small_plan_page, day_in_words=lambda day: f"{day:%d-%m-%Y}")


def record_mandates(teller: Teller, now: datetime, year: int) -> None:
    """Every coordinator may decide about small plans of the own wijk, this year and the next."""
    for person in teller.cast.people.values():
        if person.role == "coordinator":
            mandate = NewMandate(
                teller.cast.actors[person.code].key, person.area, MANDATE_CENTS, date(year, 1, 1),
                date(year + 1, 12, 31), f"Demo-mandaatbesluit {year}-7",
            )  # fmt: skip
            record_mandate(teller.session, teller.cast.actors["administrator"], now, mandate)


def tell_past_year(teller: Teller, year: int) -> None:
    """Agreements, small plans and payments of a year whose shares are fixed: it spends all but what was kept."""
    deals = read_deals()
    for area in dict.fromkeys(deal.area for deal in deals):
        _make(teller, area, [deal for deal in deals if deal.area == area], year)
        for plan, cents in zip(read_small_plans(), SMALL_CENTS.get(area, USUAL_SMALL_CENTS), strict=True):
            tell_small_plan(teller, plan, area, cents, amsterdam_moment(date(year, 4, 7), 10))
    _pay_everything(teller, amsterdam_moment(date(year, 11, 20), 9))
    for title, number in _titles(teller.session, year).items():
        _finish(teller, number, next((deal.achieved for deal in deals if deal.title == title), ""), year)


def close_past_year(teller: Teller, year: int, now: datetime) -> None:
    """Finance closes the books and makes the report."""
    finance = teller.cast.actors["finance"]
    close_year(teller.session, finance, now, year)
    make_report(teller.session, finance, now + timedelta(hours=1), year)


def tell_small_plan(teller: Teller, plan: DemoSmallPlan, area: str, cents: int, now: datetime) -> int:
    """Send a small plan and, when it was granted, grant it three days later; its number."""
    names = sorted(code for code, person in teller.cast.people.items() if person.role == "resident")
    sender = plan.by or names[(len(plan.title) + int(area[-2:])) % len(names)]
    asked = Asked(
        area_code=area, neighbourhood_code=None, title=plan.title, description=plan.description, theme=plan.theme,
        cents=cents, minutes=0, planned_day=None, stays=Answer.NO, kind=Kind.NONE, upkeep_cents=0,
        public_name=teller.cast.people[sender].name,
    )  # fmt: skip
    number = send(teller.session, teller.cast.actors[sender], now, asked, teller.sender)
    if plan.fate == "granted":
        grant(teller.session, teller.cast.coordinator_of(area), now + timedelta(days=3), number, cents,
              link=small_plan_page(number))  # fmt: skip
    return number


def small_plan_page(number: int) -> str:
    """Where everyone reads about it."""
    return f"/kleine-plannen/{number}"


def _make(teller: Teller, area: str, deals: list[DemoDeal], year: int) -> None:
    """All agreements of a wijk at once, out of everything that is free there."""
    account = find_account(teller.session, year, area)
    assert account is not None
    parts = largest_remainder(account.available // 100, {str(place): each.weight for place, each in enumerate(deals)})
    teller.session.rollback()
    rows = [(place + 1, _new(deal, year, 100 * parts[str(place)])) for place, deal in enumerate(deals)]
    moment = amsterdam_moment(date(year, 3, 3), 9) + timedelta(minutes=int(area[-1]))
    make_deals(teller.session, teller.cast.coordinator_of(area), moment, rows)


def _new(deal: DemoDeal, year: int, cents: int) -> NewDeal:
    return NewDeal(
        area_code=deal.area, year=year, kind=DealKind.GREEN if deal.green_kind else DealKind.OTHER,
        sub_kind=deal.green_kind, theme=deal.theme, title=deal.title, planned_result=deal.planned, cents=cents,
        minutes=8 * 60, partner_name="Demo-bewonersgroep", first_day=date(year, 3, 15), last_day=date(year, 12, 1),
        promises=(
            Promise(Side.NEIGHBOURHOOD, "Wij doen het werk met elkaar en houden het een jaar bij."),
            Promise(Side.MUNICIPALITY, "Wij betalen het materiaal en helpen met de vergunning."),
        ),
        is_active=True,
    )  # fmt: skip


def _pay_everything(teller: Teller, now: datetime) -> None:
    """Every agreement asks for its money, finance says yes, and its own books say what was paid."""
    session, finance = teller.session, teller.cast.actors["finance"]
    waiting = _commitments(session)
    session.rollback()
    for deal_id, area, cents in waiting:
        ask_deal_payment(session, teller.cast.coordinator_of(area), now, deal_id, cents, "Materiaal en uren")
    asked = list(session.execute(_requests()).all())
    session.rollback()
    for request_id, _cents, _year in asked:
        approve_payment(session, finance, now + timedelta(hours=2), request_id)
    lines = ["kenmerk;bedrag;datum;boekstuk"]
    lines += [
        f"{payment_number(number, year)};{cents // 100},{cents % 100:02d};{now:%d-%m-%Y};DEMO-{number:05d}"
        for number, cents, year in asked
    ]
    file = PaymentFile("demo-betalingen.csv", "\n".join(lines).encode())
    import_payments(session, finance, now + timedelta(days=10), file)


def _commitments(session: Session) -> list[tuple[int, str, int]]:
    chosen = (
        select(Deal.id, Deal.area_code, Holding.cents)
        .join(Holding, Holding.subject == Deal.subject)
        .join(Account, Account.id == Holding.account_id)
        .where(Holding.part == Part.PROMISED.value, Holding.cents > 0, Account.unit == "eur")
        .order_by(Deal.id)
    )
    return [(number, area, cents) for number, area, cents in session.execute(chosen)]


def _requests() -> Select[int, int, int]:
    return (
        select(PaymentRequest.id, PaymentRequest.cents, Account.year)
        .join(Account, Account.id == PaymentRequest.account_id)
        .order_by(PaymentRequest.id)
    )


def _titles(session: Session, year: int) -> dict[str, int]:
    found = {deal.title: deal.id for deal in session.scalars(select(Deal).filter_by(year=year))}
    session.rollback()
    return found


def _finish(teller: Teller, deal_id: int, achieved: str, year: int) -> None:
    """What came of it; a small one is settled at once, a larger one by its report."""
    session = teller.session
    area = session.get_one(Deal, deal_id).area_code
    session.rollback()
    coordinator, now = teller.cast.coordinator_of(area), amsterdam_moment(date(year, 12, 8), 10)
    record_result(session, coordinator, now, deal_id, achieved or "Het is gelukt.")
    end_deal(session, coordinator, now + timedelta(minutes=5), deal_id)
    is_settled = session.get_one(Deal, deal_id).state == DealState.COMPLETED
    session.rollback()
    if not is_settled:
        hand_in_report(session, coordinator, now + timedelta(days=1), deal_id, REPORT)
        settle_deal(session, teller.cast.actors["finance"], now + timedelta(days=2), deal_id)

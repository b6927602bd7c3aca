"""Deals as acts, on both engines: made from free money, copied, pasted, paid, ended and settled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from budget.models import Account
from budget.queries import MINUTES, find_account
from budget.rules.ledger import NotEnoughMoney
from budget.services import NewYear, make_year
from deals.models import Deal, DealPhoto
from deals.queries import deal_counts, deals_of_year, money_of, work_of
from deals.rules.settlement import Bands
from deals.services import (
    CopiedDeal,
    DealKind,
    NewDeal,
    NewPhoto,
    Promise,
    Side,
    activate_deal,
    add_progress,
    ask_deal_payment,
    change_deal,
    copy_deals,
    end_deal,
    hand_in_report,
    make_deal,
    make_deals,
    record_result,
    set_bands,
    settle_deal,
    terminate_deal,
)
from deals.services.refusals import DealRefused, NoMoneyToAsk, RowsRefused, StepNotPossible
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import NotAllowed
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, ZUID, add_areas, add_year, fix_by_two

PARTNER = make_actor("partner")
OTHER = make_actor("other coordinator", Role.COORDINATOR, area=ZUID)
MAIL = "partner@example.org"
FREE = 2_400_000
NEW = NewDeal(
    MEENT, 2026, DealKind.GREEN, "green", "Geveltuinen", "Twintig geveltuinen", cents=100_000, sub_kind="construction",
    partner_name="Buurtgroen", last_day=date(2026, 12, 31), is_active=True,
    promises=(Promise(Side.NEIGHBOURHOOD, "Wij planten en geven water."),),
)  # fmt: skip


@pytest.fixture
def town(database, now):
    add_areas(database, now)
    add_year(database, now)
    with database.writing() as session:
        add_person(session, PARTNER, now, MAIL)
    return database


def do(database, act, actor, now, *values, **named):
    with database.writing() as session:
        return act(session, actor, now, *values, **named)


def available(database, year=2026):
    with database.reading() as session:
        return find_account(session, year, MEENT).available


def state_of(database, number):
    with database.reading() as session:
        return session.get_one(Deal, number).state


def picture(size=(3000, 2000), form="JPEG"):
    out = BytesIO()
    exif = Image.Exif()
    exif[271] = "Camera van iemand"
    Image.effect_noise(size, 90).convert("RGB").save(out, form, exif=exif)
    return out.getvalue()


def test_a_deal_promises_the_free_money_and_ending_frees_what_was_not_paid(town, now):
    number = do(town, make_deal, COORDINATOR, now, NEW, MAIL)
    assert available(town) == FREE - 100_000
    do(town, record_result, COORDINATOR, now, number, "Achttien tuinen")
    do(town, end_deal, COORDINATOR, now, number)
    assert state_of(town, number) == "done"
    assert available(town) == FREE


@pytest.mark.parametrize(("end", "worked"), [(end_deal, 600), (terminate_deal, 0)])
def test_hours_of_a_deal_that_ran_its_course_were_worked_and_others_are_free_again(database, now, end, worked):
    add_areas(database, now)
    with database.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 0, "inhabitants", total_minutes=60_000))
    fix_by_two(database, now, 2026)
    with database.writing() as session:
        add_person(session, PARTNER, now, MAIL)
    number = do(database, make_deal, COORDINATOR, now, replace(NEW, minutes=600), MAIL)
    do(database, record_result, COORDINATOR, now, number, "Achttien tuinen")
    do(database, end, COORDINATOR, now, number, *(("De groep is gestopt",) if end is terminate_deal else ()))
    with database.reading() as session:
        hours = find_account(session, 2026, MEENT, MINUTES)
        assert (hours.paid, hours.promised) == (worked, 0)
        assert hours.available + hours.reserve_left == 15_000 - worked


def test_more_than_there_is_is_refused_and_nothing_is_kept(town, now):
    with pytest.raises(NotEnoughMoney):
        do(town, make_deal, COORDINATOR, now, replace(NEW, cents=FREE + 1))
    with town.reading() as session:
        assert session.scalar(select(func.count()).select_from(Deal)) == 0


def test_a_closed_year_takes_no_deal_even_without_money(town, now):
    with town.writing() as session:
        session.query(Account).update({"is_closed": True})
        session.commit()
    with pytest.raises(Refused, match="closed"):
        do(town, make_deal, COORDINATOR, now, replace(NEW, cents=0))


@pytest.mark.parametrize("actor", [RESIDENT, FINANCE, OTHER, PARTNER], ids=["resident", "finance", "other", "partner"])
def test_only_the_coordinator_of_the_area_or_an_administrator_makes_a_deal(town, now, actor):
    with pytest.raises(NotAllowed):
        do(town, make_deal, actor, now, NEW)
    assert do(town, make_deal, ADMINISTRATOR, now, NEW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"theme": "nonsense"}, "theme"),
        ({"sub_kind": ""}, "kind"),
        ({"cents": -1}, "cents"),
        ({"minutes": -1}, "minutes"),
        ({"first_day": date(2026, 12, 31), "last_day": date(2026, 1, 1)}, "last_day"),
        ({"last_day": date(2099, 1, 1)}, "last_day"),
        ({"neighbourhood_code": "BU04020401"}, "neighbourhood"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(town, now, change, field):
    with pytest.raises(DealRefused) as refused:
        do(town, make_deal, COORDINATOR, now, replace(NEW, **change))
    assert field in [fault.field for fault in refused.value.faults]


def test_a_concept_is_completed_and_begins(town, now):
    number = do(town, make_deal, COORDINATOR, now, replace(NEW, planned_result="", is_active=False))
    with pytest.raises(StepNotPossible):
        do(town, activate_deal, COORDINATOR, now, number)
    with town.reading() as session:
        assert [item.kind for item in work_of(session, COORDINATOR, now)] == ["deal_concept"]
        assert work_of(session, OTHER, now) == []
        assert deal_counts(session, 2026) == []
    do(town, change_deal, COORDINATOR, now, number, NEW)
    for actor in (RESIDENT, FINANCE, OTHER, ADMINISTRATOR):
        with pytest.raises(StepNotPossible):
            do(town, activate_deal, actor, now, number)
    do(town, activate_deal, COORDINATOR, now, number)
    with town.reading() as session:
        assert [(c.kind, c.sub_kind, c.count) for c in deal_counts(session, 2026)] == [("green", "construction", 1)]
        assert [row.id for row in deals_of_year(session, 2026)] == [number]


def test_the_partner_asks_a_payment_and_others_do_not(town, now):
    number = do(town, make_deal, COORDINATOR, now, NEW, MAIL)
    do(town, ask_deal_payment, PARTNER, now, number, 60_000, "Planten")
    with pytest.raises(NoMoneyToAsk):
        do(town, ask_deal_payment, COORDINATOR, now, number, 60_000, "Nog meer planten")
    for actor in (RESIDENT, FINANCE, OTHER):
        with pytest.raises(NotAllowed):
            do(town, ask_deal_payment, actor, now, number, 100, "Planten")
    with town.reading() as session:
        assert money_of(session, f"deal:{number}").asked == 60_000
    do(town, record_result, COORDINATOR, now, number, "Klaar")
    with pytest.raises(StepNotPossible, match="waiting"):
        do(town, end_deal, COORDINATOR, now, number)


def test_a_larger_deal_needs_a_report_and_finance(town, now):
    number = do(town, make_deal, COORDINATOR, now, replace(NEW, cents=600_000), MAIL)
    do(town, record_result, COORDINATOR, now, number, "Klaar")
    do(town, end_deal, COORDINATOR, now, number)
    assert state_of(town, number) == "settling"
    with pytest.raises(StepNotPossible):
        do(town, settle_deal, FINANCE, now, number)
    do(town, hand_in_report, PARTNER, now, number, "Wij hebben alles gedaan wat er stond.")
    for actor in (COORDINATOR, PARTNER, RESIDENT, ADMINISTRATOR):
        with pytest.raises(StepNotPossible):
            do(town, settle_deal, actor, now, number)
    do(town, settle_deal, FINANCE, now, number)
    assert state_of(town, number) == "done"
    assert available(town) == FREE


def test_a_deal_ends_early_with_a_reason_and_frees_its_money(town, now):
    number = do(town, make_deal, COORDINATOR, now, NEW)
    with pytest.raises(DealRefused):
        do(town, terminate_deal, COORDINATOR, now, number, "")
    with pytest.raises(Refused, match="was paid"):
        do(town, terminate_deal, COORDINATOR, now, number, "Niemand doet meer mee.", 1)
    do(town, terminate_deal, COORDINATOR, now, number, "Niemand doet meer mee.")
    assert state_of(town, number) == "terminated"
    assert available(town) == FREE


def test_last_years_deals_are_copied_all_or_none_and_once(town, now):
    first = do(town, make_deal, COORDINATOR, now, NEW)
    second = do(town, make_deal, COORDINATOR, now, replace(NEW, title="Boomspiegels"))
    add_year(town, now, 2027)
    with pytest.raises(RowsRefused) as refused:
        do(town, copy_deals, COORDINATOR, now, 2027, [CopiedDeal(first, 1), CopiedDeal(second, FREE)])
    assert list(refused.value.rows) == [second]
    assert available(town, 2027) == FREE
    made = do(town, copy_deals, COORDINATOR, now, 2027, [CopiedDeal(first, 5_000), CopiedDeal(second, 0)])
    assert len(made) == 2
    assert available(town, 2027) == FREE - 5_000
    with pytest.raises(RowsRefused):
        do(town, copy_deals, COORDINATOR, now, 2027, [CopiedDeal(first, 1)])
    with pytest.raises(NotAllowed):
        do(town, copy_deals, OTHER, now, 2027, [CopiedDeal(second, 1)])


def test_two_who_copy_at_once_make_one(town, now):
    first = do(town, make_deal, COORDINATOR, now, NEW)
    add_year(town, now, 2027)

    def attempt(_):
        try:
            return do(town, copy_deals, COORDINATOR, now, 2027, [CopiedDeal(first, 1_000)])
        except Refused:
            return []

    with ThreadPoolExecutor(4) as pool:
        made = [number for found in pool.map(attempt, range(8)) for number in found]
    assert len(made) == 1
    assert available(town, 2027) == FREE - 1_000


def test_many_rows_are_made_in_one_act_and_not_twice(town, now):
    rows = [(line, replace(NEW, title=f"Perk {line}", cents=1_000)) for line in range(1, 98)]
    assert len(do(town, make_deals, COORDINATOR, now, rows)) == 97
    assert available(town) == FREE - 97_000
    with pytest.raises(RowsRefused) as refused:
        do(town, make_deals, COORDINATOR, now, rows)
    assert len(refused.value.rows) == 97


def test_a_photo_is_made_anew_without_what_the_camera_wrote(town, now):
    number = do(town, make_deal, COORDINATOR, now, NEW, MAIL)
    do(town, add_progress, PARTNER, now, number, "Het groeit.", now.date(), NewPhoto(picture(), "Een geveltuin"))
    with town.reading() as session:
        photo = session.scalars(select(DealPhoto)).one()
        made = Image.open(BytesIO(photo.data))
    assert (made.format, made.size) == ("JPEG", (photo.width, photo.height))
    assert len(photo.data) <= 400_000
    assert not made.getexif()
    assert b"Camera van iemand" not in photo.data


@pytest.mark.parametrize("data", [b"<svg/>", b"GIF89a", picture((20, 20))[:300], b"x" * 15_000_001])
def test_what_is_no_photo_is_refused_and_nothing_is_kept(town, now, data):
    number = do(town, make_deal, COORDINATOR, now, NEW)
    with pytest.raises(DealRefused) as refused:
        do(town, add_progress, COORDINATOR, now, number, "Het groeit.", now.date(), NewPhoto(data, "Een tuin"))
    assert [fault.field for fault in refused.value.faults] == ["photo"]


def test_the_limits_of_settlement_are_set_by_an_administrator_with_a_reason(town, now):
    with pytest.raises(NotAllowed):
        do(town, set_bands, FINANCE, now, Bands(1, 2), "Besluit 12")
    with pytest.raises(DealRefused):
        do(town, set_bands, ADMINISTRATOR, now, Bands(1, 2), "")
    do(town, set_bands, ADMINISTRATOR, now, Bands(50_000, 100_000), "Besluit 12")
    number = do(town, make_deal, COORDINATOR, now, NEW)
    do(town, record_result, COORDINATOR, now, number, "Klaar")
    do(town, end_deal, COORDINATOR, now, number)
    assert state_of(town, number) == "settling"

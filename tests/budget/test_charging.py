"""How yearly costs are calculated: set by finance with a reference, never for a closed year, readable for good."""

from __future__ import annotations

from datetime import datetime

import pytest

from budget.models import BudgetYear
from budget.queries.charging import charge_settings, charge_settings_history
from budget.rules.charges import ChargeSettings, ChargesImpossible, FirstYear, Method, Rates, settings_from
from budget.services.charging import set_conventions, set_rate
from budget.services.standing_lines import YearIsClosed
from database import Database
from logbook.refusals import NotAllowed
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import add_areas, add_year


def rate(database: Database, now: datetime, year: int, hundredths: int, reference: str = "RB 2026-1") -> None:
    with database.writing() as session:
        set_rate(session, FINANCE, now, year, hundredths, reference)


def test_the_usual_ones_hold_until_somebody_decides(database: Database) -> None:
    with database.reading() as session:
        assert charge_settings(session) == ChargeSettings(Rates(150), Method.LINEAR, FirstYear.AFTER)
        assert charge_settings_history(session) == []


def test_a_rate_holds_from_its_year_until_the_next_and_every_change_is_kept(database: Database, now: datetime) -> None:
    rate(database, now, 2028, 200)
    rate(database, now, 2027, 175, "RB 2026-2")
    rate(database, now, 2028, 210, "RB 2027-1")
    with database.writing() as session:
        set_conventions(session, FINANCE, now, Method.ANNUITY, FirstYear.HALF, "RB 2027-2")
        set_conventions(session, FINANCE, now, Method.ANNUITY, FirstYear.HALF, "again")
    with database.reading() as session:
        found = charge_settings(session)
        told = charge_settings_history(session)
    assert found == ChargeSettings(Rates(150, ((2027, 175), (2028, 210))), Method.ANNUITY, FirstYear.HALF)
    assert [found.rates.in_year(year) for year in (2026, 2027, 2028, 2060)] == [150, 175, 210, 210]
    assert [each.ground for each in told] == ["RB 2027-2", "RB 2027-1", "RB 2026-2", "RB 2026-1"]
    assert (told[1].before.rates.in_year(2028), told[1].after.rates.in_year(2028)) == (200, 210)
    assert settings_from(found.kept()) == found


@pytest.mark.parametrize(
    ("year", "hundredths", "reference", "fields"),
    [
        (1999, 150, "RB", {"year"}),
        (2401, 150, "RB", {"year"}),
        (2027, -1, "RB", {"rate"}),
        (2027, 2501, "RB", {"rate"}),
        (2027, 150, " ", {"reference"}),
        (1999, 2501, "x" * 81, {"year", "rate", "reference"}),
    ],
)
def test_everything_wrong_is_told_at_once_and_nothing_is_kept(
    database: Database, now: datetime, year: int, hundredths: int, reference: str, fields: set[str]
) -> None:
    with pytest.raises(ChargesImpossible) as refused:
        rate(database, now, year, hundredths, reference)
    assert {name for name, _message in refused.value.faults} == fields
    with database.reading() as session:
        assert charge_settings_history(session) == []


def test_a_rate_never_reaches_into_a_closed_year(database: Database, now: datetime) -> None:
    add_areas(database, now)
    add_year(database, now)
    with database.writing() as session:
        year = session.get_one(BudgetYear, 2026)
        year.closed_at, year.closed_by_key = now, FINANCE.key
        session.commit()
    for since in (2025, 2026):
        with pytest.raises(YearIsClosed):
            rate(database, now, since, 200)
    rate(database, now, 2027, 200)


@pytest.mark.parametrize("actor", [ADMINISTRATOR, COORDINATOR, RESIDENT])
def test_only_finance_decides(database: Database, now: datetime, actor) -> None:
    with database.writing() as session:
        with pytest.raises(NotAllowed):
            set_rate(session, actor, now, 2027, 150, "RB")
        with pytest.raises(NotAllowed):
            set_conventions(session, actor, now, Method.LINEAR, FirstYear.HALF, "RB")


PAGE = "/beheer/kapitaallasten"
NEW_RATE = {"rate-year": "2027", "rate-rate": "1,75", "rate-reference": "RB 2026-114"}
NEW_RULES = {"rules-method": "annuity", "rules-first_year": "half", "rules-reference": "RB 2026-115"}


@pytest.fixture
def people(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        for actor, name in ((ADMINISTRATOR, "Demo Beheer"), (FINANCE, "Demo Geld"), (RESIDENT, "Demo Bewoner")):
            add_person(session, actor, now, name=name)
    client.sign_in(FINANCE)
    return sqlite_database


def test_finance_sets_a_rate_and_the_rules_and_reads_who_did_what(client: AuditingClient, people) -> None:
    assert "Hierover is nog niets besloten" in text_of(client.get(PAGE))
    shown = text_of(client.send(PAGE, NEW_RATE, form="rate-form", follow=True))
    assert "2027 1,75%" in shown
    assert "Demo Geld: rente vanaf 2027: van 1,5% naar 1,75% (RB 2026-114)" in shown
    shown = text_of(client.send(PAGE, NEW_RULES, form="rules-form", follow=True))
    assert "naar “Annuïteit: elk jaar hetzelfde bedrag”" in shown
    assert "(RB 2026-115)" in shown


@pytest.mark.parametrize(
    ("form", "field", "typed", "message"),
    [
        ("rate-form", "rate-year", "1999", "van 2000 tot en met 2400"),
        ("rate-form", "rate-rate", "26", "van 0 tot en met 25 procent"),
        ("rate-form", "rate-rate", "veel", "Schrijf een percentage als 2 of 1,75."),
        ("rate-form", "rate-rate", "1,755", "Schrijf een percentage als 2 of 1,75."),
        ("rate-form", "rate-rate", "", "Vul een percentage in."),
        ("rate-form", "rate-reference", " ", "Vul het kenmerk van het besluit in."),
        ("rules-form", "rules-reference", " ", "Vul het kenmerk van het besluit in."),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(
    client: AuditingClient, people, form: str, field: str, typed: str, message: str
) -> None:
    values = NEW_RATE if form == "rate-form" else NEW_RULES
    answer = client.send(PAGE, {**values, field: typed}, form=form)
    assert message in text_of(answer)
    kept = "1,75" if form == "rate-form" and field != "rate-rate" else typed
    assert f'value="{kept}"' in answer.get_data(as_text=True) or not kept.strip()


def test_a_closed_year_is_refused_at_the_year(client: AuditingClient, people, now) -> None:
    add_year(people, now)
    with people.writing() as session:
        year = session.get_one(BudgetYear, 2026)
        year.closed_at, year.closed_by_key = now, FINANCE.key
        session.commit()
    assert "is afgesloten" in text_of(client.send(PAGE, {**NEW_RATE, "rate-year": "2026"}, form="rate-form"))


def test_an_administrator_reads_and_others_do_not(client: AuditingClient, people) -> None:
    client.sign_in(ADMINISTRATOR)
    assert client.page(PAGE).select_one("main form") is None
    client.sign_in(RESIDENT)
    assert client.get(PAGE).status_code == 403

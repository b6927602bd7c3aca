"""The pages of finance about payments: deciding, booking by hand, and a file that is first shown and then booked."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from flask import Flask

from budget.services.payments import approve_payment
from database import Database
from tests.budget.payments import HEAD, OTHER_FINANCE, approved, ask, everything, held, number_of, promise
from tests.builders.browsing import AuditingClient, find_form, form_values, soup_of, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, ZUID, add_areas, add_year

INVOER = "/beheer/betalingen/invoer"


@pytest.fixture
def year(app: Flask, sqlite_database: Database, now: datetime, client: AuditingClient) -> Database:
    add_areas(sqlite_database, now)
    add_year(sqlite_database, now)
    promise(sqlite_database, now)
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, OTHER_FINANCE, RESIDENT):
            add_person(session, actor, now)
    client.sign_in(FINANCE)
    return sqlite_database


def line(request_id: int, amount: str = "100,00", voucher: str = "B-1") -> str:
    return f"{number_of(request_id)};{amount};20-11-2026;{voucher}\n"


def choose(client: AuditingClient, text: str, name: str = "betaald.csv"):
    return client.send(INVOER, {"file": (io.BytesIO(text.encode()), name)})


def book(client: AuditingClient, shown, follow: bool = True):
    """Press the button of the preview."""
    form = find_form(soup_of(shown), "book")
    return client.post(str(form["action"]), data=form_values(form), follow_redirects=follow)


def test_a_request_is_approved_paid_by_hand_and_comes_back(client: AuditingClient, year, now: datetime) -> None:
    request_id = ask(year, now)
    url = f"/beheer/betalingen/{request_id}"
    listed = text_of(client.get("/beheer/betalingen"))
    assert "Plantenbakken (Afspraak 7) € 100" in listed
    assert "Wacht op een besluit: 1 (€ 100)" in listed
    assert "De betaling is goedgekeurd." in text_of(client.send(url, form="approve", follow=True))
    assert number_of(request_id) in text_of(client.get("/beheer/betalingen?staat=goedgekeurd"))
    paid = {"amount": "90,50", "paid_on": "2026-11-20", "voucher": "H-1"}
    shown = text_of(client.send(url, paid, form="paid", follow=True))
    assert "De betaling is geboekt." in shown
    assert "Betaald bedrag € 90,50" in shown
    assert "20 november 2026" in shown
    shown = text_of(client.send(url, {**paid, "amount": "10", "voucher": "H-2"}, form="paid", follow=True))
    assert "Het geld dat terugkwam is geboekt." in shown
    assert held(year, "paid") == (8_050, 0)
    assert client.get("/beheer/betalingen?staat=betaald").status_code == 200


def test_a_refusal_takes_a_reason_and_frees_the_money(client: AuditingClient, year, now: datetime) -> None:
    url = f"/beheer/betalingen/{ask(year, now)}"
    assert "Vul in waarom" in text_of(client.send(url, {"reason": ""}, form="refuse"))
    typed = "Geen bon, stuur NL91 ABNA 0417 1643 00"
    kept = client.send(url, {"reason": typed}, form="refuse")
    assert "Rekeningnummers bewaren wij hier niet" in text_of(kept)
    assert typed in kept.get_data(as_text=True)
    assert "De betaling is geweigerd." in text_of(client.send(url, {"reason": "Geen bon"}, form="refuse", follow=True))
    assert held(year) == (100_000, 0)
    assert "Geen bon" in text_of(client.get(url))


def test_deciding_what_another_just_decided_is_told_in_words(client: AuditingClient, year, now: datetime) -> None:
    request_id = ask(year, now)
    soup = client.page(f"/beheer/betalingen/{request_id}")
    token = soup.select_one("#approve input[name=csrf_token]")["value"]
    with year.writing() as session:
        approve_payment(session, OTHER_FINANCE, now, request_id)
    answer = client.post(f"/beheer/betalingen/{request_id}/goedkeuren", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "is nu niet mogelijk" in text_of(answer) or "kan nu niet" in text_of(answer)


def test_who_asked_sees_that_somebody_else_decides(client: AuditingClient, year, now: datetime) -> None:
    shown = text_of(client.get(f"/beheer/betalingen/{ask(year, now, actor=FINANCE)}"))
    assert "Over geld beslissen twee mensen." in shown
    assert "Keur deze betaling goed" not in shown


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"amount": "1,250.00"}, "bijvoorbeeld 1.250,00"),
        ({"amount": "1.000,01"}, "van deze toezegging is nog maar"),
        ({"amount": "0"}, "meer zijn dan nul"),
        ({"paid_on": "31-31-2026"}, "Dag van betaling"),
        ({"paid_on": "2026-11-24"}, "moet nog komen"),
        ({"voucher": ""}, "boekstuknummer"),
    ],
)
def test_a_fault_in_a_paid_amount_is_told_and_what_was_typed_stays(
    client: AuditingClient, year, now: datetime, values: dict[str, str], message: str
) -> None:
    request_id = approved(year, now)
    before = everything(year)
    typed = {"amount": "100", "paid_on": "2026-11-20", "voucher": "H-123", **values}
    answer = client.send(f"/beheer/betalingen/{request_id}", typed, form="paid")
    assert answer.status_code == 200
    assert message in text_of(answer)
    assert f'value="{typed["amount"]}"' in answer.get_data(as_text=True)
    assert everything(year) == before


def test_a_file_is_shown_then_booked_and_its_list_stays(client: AuditingClient, year, now: datetime) -> None:
    first, second, missing = approved(year, now), approved(year, now), approved(year, now)
    before = everything(year)
    assert "Er is nog geen bestand geboekt" in text_of(client.get(INVOER))
    shown = choose(client, HEAD + line(first) + line(second, "80,00", "=B-2"), "<b>betaald.csv")
    assert "Er worden 2 betalingen geboekt, samen € 180." in text_of(shown)
    assert "Er is een ander bedrag betaald dan goedgekeurd" in text_of(shown)
    assert "Goedgekeurd, maar niet in het bestand" in text_of(shown)
    assert everything(year) == before
    booked = text_of(book(client, shown))
    assert "De betalingen zijn geboekt." in booked
    assert "Verschillen (2)" in booked
    assert "<b>betaald.csv" in text_of(client.get(INVOER))
    answer = client.get(f"{INVOER}/1/verschillen.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))
    assert rows[1] == [
        number_of(second), "Er is een ander bedrag betaald dan goedgekeurd", "100,00", "80,00", "'=B-2", "ja"
    ]  # fmt: skip
    assert rows[2] == [number_of(missing), "Goedgekeurd, maar niet in het bestand", "100,00", "", "", "nee"]


def test_faults_are_told_by_line_and_nothing_can_be_booked(client: AuditingClient, year, now: datetime) -> None:
    shown = choose(client, HEAD + line(approved(year, now)) + "LDB-2026-09999;een;gisteren;B-2\n")
    assert "1 regel heeft een fout" in text_of(shown)
    assert "Regel 3:" in text_of(shown)
    assert 'id="book"' not in shown.get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "Dit bestand is leeg"), ("a;b\n1;2\n", "moeten deze kolommen staan"), ("PK\x03\x04", "geen tekstbestand")],
)
def test_a_file_that_is_no_table_is_refused_at_its_field(client: AuditingClient, year, text: str, message: str) -> None:
    answer = choose(client, text)
    assert answer.status_code == 200
    assert message in text_of(answer)


def test_no_file_is_told(client: AuditingClient, year) -> None:
    assert "Kies een bestand." in text_of(client.send(INVOER))


def test_what_changed_after_the_preview_is_looked_at_again(client: AuditingClient, year, now: datetime) -> None:
    request_id = approved(year, now)
    shown = choose(client, HEAD + line(request_id))
    paid = {"amount": "100", "paid_on": "2026-11-20", "voucher": "B-1"}
    client.send(f"/beheer/betalingen/{request_id}", paid, form="paid")
    before = everything(year)
    assert "Boekstuk B-1 is al geboekt." in text_of(book(client, shown))
    assert everything(year) == before


def test_the_same_file_twice_is_told_in_words(client: AuditingClient, year, now: datetime) -> None:
    text = HEAD + line(approved(year, now))
    shown = choose(client, text)
    book(client, shown)
    again = book(client, shown)
    assert again.status_code == 409
    assert "Precies dit bestand is al geboekt" in text_of(again)
    assert "Precies dit bestand is al geboekt" in text_of(choose(client, text))


def test_a_file_that_came_in_pieces_is_refused(client: AuditingClient, year, now: datetime) -> None:
    shown = choose(client, HEAD + line(approved(year, now)))
    token = shown.get_data(as_text=True).split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    answer = client.post(f"{INVOER}/boeken", data={"csrf_token": token, "content": "%%%"})
    assert answer.status_code == 409
    assert "niet het hele bestand" in text_of(answer)


def test_approved_payments_go_out_as_a_table_that_can_come_back(client: AuditingClient, year, now: datetime) -> None:
    request_id = ask(year, now, 125_050 // 10, purpose="=HYPERLINK(1)")
    with year.writing() as session:
        approve_payment(session, FINANCE, now, request_id)
    answer = client.get("/beheer/betalingen/uitvoer.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))
    assert rows == [
        ["kenmerk", "bedrag", "onderwerp", "omschrijving", "gebied", "jaar"],
        [number_of(request_id), "125,05", "Afspraak 7", "'=HYPERLINK(1)", "Hilversumse Meent", "2026"],
    ]


def test_a_long_list_goes_on_and_filters_stay_in_the_address(client: AuditingClient, year, now: datetime) -> None:
    last = [ask(year, now, 100) for _ in range(51)][-1]
    address = f"/beheer/betalingen?staat=te-besluiten&gebied={MEENT}&jaar=2026"
    soup = client.page(address)
    assert number_of(last) not in soup.get_text()
    more = soup.select_one("a[rel=next]")
    assert more is not None
    assert number_of(last) in client.page(str(more["href"])).get_text()
    assert "Hier staat niets" in text_of(client.get(f"/beheer/betalingen?gebied={ZUID}"))
    assert client.get("/beheer/betalingen?staat=onzin&jaar=x&na=²&gebied=" + "y" * 99).status_code == 200


def test_an_administrator_reads_and_others_do_not(client: AuditingClient, year, now: datetime) -> None:
    request_id = ask(year, now)
    pages = ["/beheer/betalingen", f"/beheer/betalingen/{request_id}", INVOER, "/beheer/betalingen/uitvoer.csv"]
    client.sign_in(ADMINISTRATOR)
    assert [client.get(page).status_code for page in pages] == [200] * 4
    assert "Keur deze betaling goed" not in text_of(client.get(pages[1]))
    token = {"csrf_token": client.page("/beheer/jaren/nieuw").select_one("input[name=csrf_token]")["value"]}
    for step in ("goedkeuren", "weigeren", "betaald", "terug"):
        assert client.post(f"{pages[1]}/{step}", data=token).status_code == 403
    for actor in (COORDINATOR, RESIDENT):
        client.sign_in(actor)
        assert [client.get(page).status_code for page in pages] == [403] * 4


def test_what_does_not_exist_is_not_found(client: AuditingClient, year) -> None:
    for page in ("/beheer/betalingen/99", f"{INVOER}/99", f"{INVOER}/99/verschillen.csv"):
        assert client.get(page).status_code == 404

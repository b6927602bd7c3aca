from __future__ import annotations

from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import event, text

from database import Database
from notices.services import put_in_outbox
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import NOW

PAGES = {
    "/zo-werkt-het": ("Zo werkt het", "How it works"),
    "/zo-tellen-wij": ("Zo tellen wij de stemmen", "How we count the votes"),
    "/toegankelijkheid": ("Toegankelijkheid", "Accessibility"),
    "/privacy": ("Uw privacy", "Your privacy"),
    "/beveiliging": ("Beveiliging", "Security"),
}


@pytest.mark.parametrize("url", PAGES)
def test_every_statement_reads_in_both_languages(client: AuditingClient, url: str) -> None:
    dutch, english = PAGES[url]
    assert dutch in text_of(client.get(url))
    assert english in text_of(client.get(f"{url}?taal=en"))


def test_every_page_leads_to_the_statements_and_shows_the_help_number(client: AuditingClient) -> None:
    page = client.page("/nergens", 404)
    links = {str(link["href"]) for link in page.select("footer a")}
    assert {"/zo-tellen-wij", "/toegankelijkheid", "/privacy", "/beveiliging"} <= links
    assert "14 035" in page.get_text()


def test_statements_cost_no_query(app: Flask, client: AuditingClient) -> None:
    house: Database = app.extensions["database"]
    client.get("/privacy")
    asked: list[str] = []
    for engine in {house.engine, house.read_bind()}:
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    client.get("/privacy")
    client.get("/nergens")
    assert asked == []


def test_the_worked_example_comes_out_as_the_page_says() -> None:
    """Counted here by hand-sized code of its own, not by the product's."""
    costs = {"playground": 5600, "trees": 4200, "benches": 3200}
    fans = {"playground": range(1, 71), "trees": range(1, 61), "benches": range(61, 101)}

    def equal_shares(start: int) -> list[str]:
        money = dict.fromkeys(range(1, 101), Fraction(start))
        won: list[str] = []
        while True:
            payable = {
                plan: min_share(cost, [money[voter] for voter in fans[plan]])
                for plan, cost in costs.items()
                if plan not in won and sum(money[voter] for voter in fans[plan]) >= cost
            }
            if not payable:
                return won
            plan = min(payable, key=lambda each: payable[each] / costs[each])
            for voter in fans[plan]:
                money[voter] -= min(money[voter], payable[plan])
            won.append(plan)

    def min_share(cost: int, purses: list[Fraction]) -> Fraction:
        rest, left = Fraction(cost), sorted(purses)
        for number, purse in enumerate(left):
            share = rest / (len(left) - number)
            if share <= purse:
                return share
            rest -= purse
        raise AssertionError("not payable")

    assert equal_shares(100) == ["playground", "benches"]
    assert equal_shares(149) == ["playground", "benches"]
    assert set(equal_shares(150)) == set(costs)
    assert sum(costs.values()) > 10_000
    # what is left is too little for the trees; by votes the playground and the trees leave too little for the benches
    assert 10_000 - costs["playground"] - costs["benches"] == 1_200 < costs["trees"]
    assert 10_000 - costs["playground"] - costs["trees"] == 200 < costs["benches"]


def test_a_vote_that_counts_for_a_part_adds_up_by_hand(client: AuditingClient) -> None:
    # the playground takes € 80 from each of its 70 voters; ten of them have € 20 left for the benches
    assert 70 * 80 == 5_600
    # thirty others pay € 100 each, and ten times € 20 is as much as two of them pay
    assert 30 * 100 + 10 * 20 == 3_200
    assert 10 * 20 == 2 * 100
    shown = text_of(client.get("/zo-tellen-wij"))
    assert (
        "30 stemmers konden € 100 betalen: dat zijn 30 hele stemmen. 10 anderen hadden minder en gaven alles wat zij"
        " nog hadden, samen € 200. Hun stemmen tellen samen voor 2. Bij elkaar telt dit plan 32 stemmen."
    ) in shown


def test_the_numbers_of_the_example_are_those_that_one_finds_by_hand(client: AuditingClient) -> None:
    shown = text_of(client.get("/zo-tellen-wij"))
    for said in (
        "Er is € 10.000. Honderd mensen stemmen, dus ieder heeft een deel van € 100.",
        "Stap 1 “Speeltuin” krijgt € 5.600",
        "70 stemmers betaalden ieder € 80.",
        "Stap 2 “Bankjes” krijgt € 3.200",
        "Na stap 1 hadden de stemmers op dit plan samen nog € 1.200 van de € 4.200 die het kost: dat is 28%, € 3.000 te"
        " weinig, want hun geld was al gegaan naar “Speeltuin” (€ 4.800).",
        "60 mensen kozen dit plan, meer dan de 40 van “Bankjes”. Maar toen “Bankjes” geld kreeg, in stap 2, hadden de"
        " stemmers op dit plan samen al te weinig om het te betalen.",
        "Nu is er € 1.200 over.",
        "Tot en met € 149 voor ieder winnen dezelfde twee plannen. Met € 150 voor ieder worden alle drie",
        "Dit was het enige plan dat de eigen stemmers samen nog konden betalen. Stemmen die meetellen bij deze stap"
        " Bankjes 32 van 40",
        "Passen de bomen in de € 1.200 die over is? Nee: die kosten € 4.200.",
        "Er is € 8.800 besteed, en bij elke stemmer gaat een gekozen plan door.",
        "de speeltuin en de bomen, samen € 9.800. Stemmers 71 tot en met 100 krijgen dan niets",
        "Een plan dat met alleen de echte delen zou winnen, kan dan verliezen.",
        "Dat een plan nooit verliest doordat er meer geld is.",
        "in de telling die besliste, dus het echte deel met de extra euro's erbij",
    ):
        assert said in shown


def test_security_txt_says_where_to_write_and_is_not_stale(client: AuditingClient) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    lines = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert lines["Contact"] == "mailto:buurt@gemeente.example"
    assert lines["Expires"] == "2027-05-22T00:00:00Z"
    assert lines["Policy"] == "http://localhost/beveiliging"
    assert lines["Canonical"] == "http://localhost/.well-known/security.txt"


def test_health_says_what_waits_and_nothing_about_anyone(app: Flask, client: AuditingClient) -> None:
    house: Database = app.extensions["database"]
    with house.writing() as session:
        put_in_outbox(session, "secret@example.org", "sign_in", {"code": "123456"}, "nl", NOW)
        session.commit()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (
        200,
        {
            "status": "ok",
            "database": "ok",
            "migrations": "not used",
            "mail": {"sent_by": "nobody: set SMTP_URL", "waiting": 1, "given_up": 0},
        },
    )


def test_a_database_behind_its_migrations_is_not_fit(app: Flask, client: AuditingClient) -> None:
    house: Database = app.extensions["database"]
    with house.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0000')"))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["migrations"] == "behind"


def test_a_database_that_does_not_answer_is_not_fit(app: Flask, client: AuditingClient) -> None:
    house: Database = app.extensions["database"]
    with house.engine.begin() as connection:
        connection.execute(text("DROP TABLE outbox_mail"))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "down", "database": "unreachable"})

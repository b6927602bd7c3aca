"""The plans as everyone sees them: the list with its filters, and each plan's page in every state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from areas.services import slug_of
from logbook.services import act
from proposals.queries.public import search_words
from proposals.services import Finding, Verdict, judge, record_outcome, withdraw
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT
from tests.builders.town import MEENT_BUURT, ZUID, make_town
from tests.proposals.plans import (
    ALL_MET,
    GARDEN,
    GARDEN_COSTS,
    NEIGHBOUR,
    PARTY,
    PATH,
    PATH_COSTS,
    draft_plan,
    feasible_plan,
    import_one,
    plan_of,
    seal,
    send_plan,
)


@pytest.fixture
def round_id(app, sqlite_database, now):
    return make_town(sqlite_database, now).round_id


def titles(client, query=""):
    page = client.page(f"/plannen{query}")
    return [link.get_text() for link in page.select(".card__link")]


def plan_text(client, number):
    return text_of(client.get(f"/plannen/{number}", follow_redirects=True))


class Statements:
    """Counts what is asked of the app's own database."""

    def __init__(self, app):
        self.count = 0
        engine = app.extensions["database"].read_bind()
        event.listen(engine, "before_cursor_execute", self._count)

    def _count(self, _connection, _cursor, statement, *_more):
        self.count += statement != "BEGIN"


def test_without_plans_the_list_invites(client, round_id):
    assert "Er zijn nog geen plannen" in text_of(client.get("/plannen"))


def test_drafts_are_never_in_the_list_and_have_no_page(client, round_id, sqlite_database, now):
    number = draft_plan(sqlite_database, now, round_id)
    assert titles(client) == []
    client.page(f"/plannen/{number}", 404)
    client.page(f"/plannen/{number}-een-feest-in-de-straat", 404)
    client.page("/plannen/99999999999999999999", 404)


def test_the_list_is_searched_and_filtered_by_address(client, round_id, sqlite_database, now):
    feasible_plan(sqlite_database, now, round_id)
    send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS, by=NEIGHBOUR, area=ZUID)
    assert titles(client) == ["Een nieuw pad", "Een feest in de straat"]
    assert titles(client, "?zoek=TAFEL+feest") == ["Een feest in de straat"]
    assert titles(client, "?wijk=zuid") == ["Een nieuw pad"]
    assert titles(client, "?stand=capital_route") == ["Een nieuw pad"]
    assert titles(client, "?stand=feasible") == ["Een feest in de straat"]
    assert titles(client, "?thema=play") == []
    assert titles(client, "?ronde=buurtbudget-2026&volgorde=cheap") == ["Een feest in de straat", "Een nieuw pad"]
    assert titles(client, "?ronde=andere") == []
    assert titles(client, "?stand=kasteel&volgorde=kasteel") == ["Een nieuw pad", "Een feest in de straat"]


@pytest.mark.parametrize(
    "search", ["100%", "_", "%00", "%F0%9F%8C%B3", "'; DROP TABLE proposal; --", "<script>", "a" * 999]
)
def test_strange_words_find_nothing_and_break_nothing(client, round_id, sqlite_database, now, search):
    send_plan(sqlite_database, now, round_id)
    found = titles(client, f"?zoek={search}")
    assert found == (["Een feest in de straat"] if search == "%00" else [])


def test_a_search_has_at_most_six_words():
    assert search_words("een twee drie vier vijf zes zeven") == ["een", "twee", "drie", "vier", "vijf", "zes"]


def test_the_list_has_pages_and_a_page_behind_the_last_leads_back(client, round_id, sqlite_database, now):
    for number in range(25):
        import_one(sqlite_database, now, round_id, {**PARTY, "title": f"Plan nummer {number:02}"}, GARDEN_COSTS)
    assert len(titles(client)) == 24
    assert titles(client, "?pagina=2") == ["Plan nummer 00"]
    assert client.get("/plannen?pagina=9&thema=meeting").headers["Location"] == "/plannen?thema=meeting"
    for strange in ("0", "-1", "x", "9" * 40, "²"):
        assert len(titles(client, f"?pagina={strange}")) == 24


def test_the_list_asks_four_questions_a_plan_eight_a_large_one_twenty_one(client, app, round_id, sqlite_database, now):
    numbers = [send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS, by=NEIGHBOUR) for _ in range(3)]
    party = send_plan(sqlite_database, now, round_id)
    client.page("/zo-werkt-het")  # what the frame shows of the municipality is kept for a minute
    statements = Statements(app)
    client.page("/plannen")
    assert statements.count <= 4
    statements.count = 0
    client.page(f"/plannen/{party}-een-feest-in-de-straat")
    assert statements.count <= 8
    statements.count = 0
    client.page(f"/plannen/{numbers[0]}-een-nieuw-pad")
    assert statements.count <= 21


def test_the_address_bears_the_number_and_the_words(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    right = f"/plannen/{number}-een-feest-in-de-straat"
    for wrong in (f"/plannen/{number}", f"/plannen/{number}-oude-naam"):
        answer = client.get(wrong)
        assert (answer.status_code, answer.headers["Location"]) == (301, right)
    assert client.get(right).status_code == 200


def test_a_plan_of_which_no_letter_fits_an_address_has_one_too(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, {**PARTY, "title": "🌳🌳🌳"})
    assert slug_of("🌳🌳🌳") == "gebied"
    assert "🌳🌳🌳" in plan_text(client, number)


def test_a_plan_shows_its_text_costs_place_and_what_comes_next(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    text = plan_text(client, number)
    for each in ("Wij zetten een lange tafel", "€ 300", "€ 200", "€ 500", "Meentbuurt", "Demo-bewoner", "De Zuidwal"):
        assert each in text
    assert "Uiterlijk op 13 december 2026" in text
    assert "van 2 januari 2027 tot en met 22 januari 2027" in text
    assert MEENT_BUURT not in text


def test_third_party_money_is_taken_off_what_is_asked(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, {**PARTY, "third_party_cents": 120_00})
    assert "Anderen betalen € 120" in plan_text(client, number)
    assert "€ 380" in text_of(client.get("/plannen"))


def test_a_plan_that_is_too_large_says_why_and_how_it_goes_on(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS)
    text = plan_text(client, number)
    assert "Te groot voor het buurtenbudget: zo gaat het verder" in text
    assert "Vanaf € 20.000" in text
    assert "De gemeenteraad beslist erover verwacht op 15 februari 2027" in text
    assert "Te groot voor het buurtenbudget" in text_of(client.get("/plannen"))


def test_an_open_doubt_is_told_as_a_doubt(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, GARDEN, GARDEN_COSTS)
    assert "Is dit plan te groot? Dat bekijken wij" in plan_text(client, number)
    assert "Misschien te groot" in text_of(client.get("/plannen"))


def test_a_refused_plan_says_which_rule_and_why(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    findings = {**ALL_MET, "safe": Finding(False, "De stroom ligt open.")}
    with sqlite_database.writing() as session:
        judge(session, COORDINATOR, now, number, Verdict.NOT_FEASIBLE, findings)
    text = plan_text(client, number)
    assert "Nee: Het is veilig. De stroom ligt open." in text
    assert "Het plan stopt hier" in text


def test_a_plan_is_followed_from_ballot_to_result(client, round_id, sqlite_database, now, at):
    number = feasible_plan(sqlite_database, now, round_id)
    assert "Het plan komt op het stembiljet" in plan_text(client, number)
    seal(sqlite_database, now, number)
    assert "De wijk stemt van 2 januari 2027" in plan_text(client, number)
    at(now + timedelta(days=41))
    assert "U kunt nu stemmen, tot en met 22 januari 2027" in plan_text(client, number)
    at(now + timedelta(days=61))
    assert "Het stemmen is voorbij" in plan_text(client, number)
    with sqlite_database.writing() as session, act(session, ADMINISTRATOR, now + timedelta(days=61), "publish") as a:
        record_outcome(a, number, True)
    text = plan_text(client, number)
    assert "De wijk koos dit plan" in text
    assert "Lees de uitslag" in text


def test_a_withdrawn_plan_leaves_the_list_but_its_page_says_so(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    with sqlite_database.writing() as session:
        withdraw(session, RESIDENT, now, number)
    assert titles(client) == []
    assert "ingetrokken" in plan_text(client, number)
    assert plan_of(sqlite_database, number).state == "withdrawn"


def test_html_in_a_plan_is_text(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, {**PARTY, "title": "<img src=x onerror=alert(1)>"})
    body = client.get(f"/plannen/{number}", follow_redirects=True).get_data(as_text=True)
    assert "<img src=x" not in body
    assert "&lt;img src=x" in body
    assert "<img src=x" not in client.get("/plannen").get_data(as_text=True)


def test_the_pages_speak_english_too(client, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id, PATH, PATH_COSTS)
    text = text_of(client.get(f"/plannen/{number}-een-nieuw-pad?taal=en", follow_redirects=True))
    assert "Too large for the neighbourhood budget: this is how it goes on" in text
    assert "€21,000" in text

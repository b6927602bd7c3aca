"""Writing a plan on the pages, as a browser without JavaScript does."""

from __future__ import annotations

import pytest

from tests.builders.browsing import text_of
from tests.builders.people import RESIDENT, add_person
from tests.builders.town import MEENT, make_town
from tests.proposals.plans import NEIGHBOUR, draft_plan, plan_of, send_plan


@pytest.fixture
def round_id(app, sqlite_database, now):
    round_id = make_town(sqlite_database, now).round_id
    with sqlite_database.writing() as session:
        add_person(session, RESIDENT, now, "bewoner@example.org")
        add_person(session, NEIGHBOUR, now, "buur@example.org")
    return round_id


@pytest.fixture
def writer(client, round_id):
    client.sign_in(RESIDENT)
    return client


def begun(writer, round_id, **answers):
    """A draft, begun by the two easy questions; its number."""
    query = {"bedrag": "0", "buiten": "unknown", **answers}
    address = "/plan-maken/wijk?" + "&".join(f"{name}={value}" for name, value in query.items())
    answer = writer.send(address, {"place": f"{round_id}:{MEENT}"})
    assert answer.status_code == 302
    return int(answer.headers["Location"].split("/")[2])


def test_the_two_easy_questions_are_answered_before_signing_in_and_not_lost(client, round_id, sqlite_database):
    answer = client.get("/plan-maken?amount_cents=1.250&touches_public_space=yes")
    assert answer.headers["Location"] == "/plan-maken/wijk?bedrag=125000&buiten=yes"
    refused = client.get(answer.headers["Location"])
    assert refused.headers["Location"].startswith("/inloggen?next=/plan-maken/wijk")
    client.sign_in(RESIDENT)
    number = begun(client, round_id, bedrag="125000", buiten="yes")
    plan = plan_of(sqlite_database, number)
    assert (plan.amount_cents, plan.touches_public_space, plan.area_code) == (1_250_00, "yes", MEENT)


def test_an_english_amount_is_refused_in_words_and_stays_in_the_box(client, round_id):
    page = client.page("/plan-maken?amount_cents=1,250.00&touches_public_space=no")
    assert page.select_one("input[name=amount_cents]")["value"] == "1,250.00"
    assert "Zet een punt tussen de duizendtallen" in page.get_text()


@pytest.mark.parametrize("answers", [{"bedrag": "-5", "buiten": "yes"}, {"bedrag": "9" * 30, "buiten": "<b>"}])
def test_strange_answers_in_the_address_count_as_not_answered(writer, round_id, sqlite_database, answers):
    assert plan_of(sqlite_database, begun(writer, round_id, **answers)).amount_cents == 0


def test_outside_collecting_nobody_can_begin(client, round_id, at, now):
    from datetime import timedelta

    at(now + timedelta(days=11))
    assert "op dit moment geen plan insturen" in text_of(client.get("/plan-maken"))
    client.sign_in(RESIDENT)
    assert client.get("/plan-maken/wijk").headers["Location"] == "/plan-maken"


def test_a_plan_is_written_step_by_step_and_sent(writer, round_id, sqlite_database):
    number = begun(writer, round_id, buiten="no")
    steps = f"/plan-maken/{number}"
    assert writer.send(f"{steps}/plek", {"place": "Op het plein"}).headers["Location"] == f"{steps}/plan"
    texts = {"title": "Een feest", "summary": "Samen eten op straat.", "description": "Een lange tafel voor de buurt."}
    assert writer.send(f"{steps}/plan", texts).headers["Location"] == f"{steps}/kosten"
    costs = {"costs-0-label": "Eten", "costs-0-cents": "1.250,50", "costs-2-label": "Huur", "costs-2-cents": "100"}
    assert writer.send(f"{steps}/kosten", costs).headers["Location"] == f"{steps}/wie"
    who = {"proposer_name": "Demo-bewoner", "declared": "y"}
    assert writer.send(f"{steps}/wie", who).headers["Location"] == f"{steps}/controleren"
    check = writer.get(f"{steps}/controleren")
    assert "Uw plan is niet te groot" in text_of(check)
    assert writer.send(f"{steps}/controleren").headers["Location"] == f"/plannen/{number}"
    plan = plan_of(sqlite_database, number)
    assert (plan.state, plan.amount_cents) == ("submitted", 1_350_50)
    assert "Uw plan is verstuurd" in text_of(writer.get(f"/plannen/{number}", follow_redirects=True))


def test_the_check_says_what_is_missing_and_offers_no_sending(writer, round_id):
    number = begun(writer, round_id)
    page = writer.page(f"/plan-maken/{number}/controleren")
    text = page.find("main").get_text(" ")
    assert "Geef uw plan een naam." in text
    assert "Vul de naam in" in text
    assert page.select("main form") == []


def test_the_check_tells_before_sending_that_a_plan_is_too_large(writer, round_id):
    number = begun(writer, round_id, bedrag="2100000", buiten="yes")
    text = text_of(writer.get(f"/plan-maken/{number}/controleren"))
    assert "Dit plan is te groot voor het buurtenbudget" in text
    assert "€ 21.000" in text
    assert "Maak het plan kleiner" in text


def test_what_stays_is_only_asked_when_it_matters(writer, round_id):
    small = begun(writer, round_id, bedrag="50000", buiten="no")
    large = begun(writer, round_id, bedrag="1000000", buiten="no")
    outside = begun(writer, round_id, bedrag="50000", buiten="yes")
    asked = [
        "Wat blijft er" in writer.page(f"/plan-maken/{number}/kosten").find("main").get_text()
        for number in (small, large, outside)
    ]
    assert asked == [False, True, True]


def test_i_do_not_know_is_always_an_answer(writer, round_id, sqlite_database):
    number = begun(writer, round_id, buiten="unknown")
    answer = writer.send(f"/plan-maken/{number}/gevolgen")
    assert answer.headers["Location"] == f"/plan-maken/{number}/wie"
    plan = plan_of(sqlite_database, number)
    assert (plan.kind, plan.new_or_repair, plan.life_years, plan.upkeep_cents) == ("unknown", "unknown", None, None)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "a" * 121, "te lang"),
        ("description", "b" * 100_000, "te lang"),
        ("summary", "bel\u0007letje erin", "onzichtbare"),
        ("title", "", "Geef uw plan een naam"),
    ],
)
def test_a_text_that_cannot_be_is_told_at_its_field_and_stays(writer, round_id, sqlite_database, field, typed, said):
    number = begun(writer, round_id)
    texts = {"title": "Een feest", "summary": "Samen eten op straat.", "description": "Een lange tafel voor ons."}
    answer = writer.send(f"/plan-maken/{number}/plan", {**texts, field: typed})
    assert answer.status_code == 200
    assert said in text_of(answer)
    if typed:
        assert typed in answer.get_data(as_text=True)
        assert plan_of(sqlite_database, number).title == ""


def test_html_is_text(writer, round_id, sqlite_database):
    number = begun(writer, round_id)
    texts = {
        "title": "<script>alert(1)</script>",
        "summary": "<b>Samen</b> eten",
        "description": "Een <i>lange</i> tafel.",
    }
    writer.send(f"/plan-maken/{number}/plan", texts)
    body = writer.get(f"/plan-maken/{number}/controleren").get_data(as_text=True)
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-5", "niet onder nul"), ("1,250.00", "punt tussen"), ("99.999.999.999", "te groot"), ("", "meer dan nul")],
)
def test_an_amount_that_cannot_be_is_told_at_its_line(writer, round_id, typed, said):
    number = begun(writer, round_id)
    answer = writer.send(f"/plan-maken/{number}/kosten", {"costs-0-label": "Eten", "costs-0-cents": typed})
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert 'value="Eten"' in answer.get_data(as_text=True)


def test_a_row_is_added_without_javascript_and_nothing_typed_is_lost(writer, round_id):
    number = begun(writer, round_id)
    typed = {"costs-0-label": "Eten", "costs-0-cents": "12,5x"}
    answer = writer.send(f"/plan-maken/{number}/kosten", typed, button="do=add")
    body = answer.get_data(as_text=True)
    assert 'name="costs-3-label"' in body
    assert 'value="12,5x"' in body


def test_stopping_for_now_keeps_a_text_that_is_not_finished(writer, round_id, sqlite_database):
    number = begun(writer, round_id)
    answer = writer.send(f"/plan-maken/{number}/plan", {"title": "Ee", "description": "Nog"}, button="do=later")
    assert answer.headers["Location"] == "/mijn"
    assert plan_of(sqlite_database, number).title == "Ee"
    assert "Ga ermee verder" in text_of(writer.get("/mijn"))


def test_a_page_saves_by_itself_and_goes_on_saving(writer, round_id, sqlite_database):
    number = begun(writer, round_id)
    page = writer.page(f"/plan-maken/{number}/plan")
    form = {field["name"]: field.get("value", "") for field in page.select("main form input[type=hidden]")}
    for title in ("Een", "Een feest"):
        data = {**form, "title": title, "summary": "", "theme": "meeting", "description": ""}
        answer = writer.post(f"/plan-maken/{number}/plan/bewaren", data=data)
        assert (answer.status_code, answer.get_data()) == (204, b"")
    assert plan_of(sqlite_database, number).title == "Een feest"
    refused = writer.post(f"/plan-maken/{number}/plan/bewaren", data={**form, "title": "a" * 200, "theme": "meeting"})
    assert refused.status_code == 422


def test_an_older_page_shows_both_texts_and_keeps_the_one_chosen(writer, round_id, sqlite_database):
    number = begun(writer, round_id)
    url = f"/plan-maken/{number}/plan"
    texts = {"title": "Eerste", "summary": "Samen eten op straat.", "description": "Een lange tafel voor ons.\nBuiten."}
    from tests.builders.browsing import find_form, form_values, soup_of

    old = form_values(find_form(writer.page(url), 0))
    writer.send(url, texts)
    answer = writer.post(url, data={**old, **texts, "title": "Tweede", "description": "Iets heel anders.\nBinnen."})
    assert answer.status_code == 409
    text = text_of(answer)
    assert all(each in text for each in ("Eerste", "Tweede", "Buiten.", "Binnen."))
    kept = form_values(find_form(soup_of(answer), 0))
    assert writer.post(url, data=kept).status_code == 302
    plan = plan_of(sqlite_database, number)
    assert (plan.title, plan.description) == ("Tweede", "Iets heel anders.\nBinnen.")


def test_another_wijk_can_be_chosen_later_and_its_buurten_follow(writer, round_id, sqlite_database):
    number = begun(writer, round_id)
    writer.send(f"/plan-maken/{number}/wijk", {"place": f"{round_id}:WK040204"})
    page = writer.page(f"/plan-maken/{number}/plek")
    assert "Bloemenkwartier" in page.select_one("select[name=neighbourhood_code]").get_text()
    assert plan_of(sqlite_database, number).area_code == "WK040204"


def test_a_buurt_of_another_wijk_is_refused(writer, round_id):
    number = begun(writer, round_id)
    answer = writer.send(f"/plan-maken/{number}/plek", {"neighbourhood_code": "BU04020401"})
    assert "ligt niet in de wijk" in text_of(answer)


def test_the_draft_of_another_does_not_exist(client, round_id, sqlite_database, now):
    number = draft_plan(sqlite_database, now, round_id)
    for url in (f"/plan-maken/{number}/plan", f"/plan-maken/{number}/controleren", f"/mijn/plannen/{number}/intrekken"):
        assert client.get(url).status_code == 302
    client.sign_in(NEIGHBOUR)
    for url in (f"/plan-maken/{number}/plan", f"/plan-maken/{number}/controleren", f"/mijn/plannen/{number}/intrekken"):
        client.page(url, 404)
    assert "nog geen plannen" in text_of(client.get("/mijn"))


def test_a_step_or_a_plan_that_is_none_is_not_found(writer, round_id):
    number = begun(writer, round_id)
    writer.page(f"/plan-maken/{number}/kasteel", 404)
    writer.page("/plan-maken/99999999999999999999/plan", 404)


def test_a_sent_plan_is_withdrawn_after_one_question(writer, round_id, sqlite_database, now):
    number = send_plan(sqlite_database, now, round_id)
    assert "niet terugdraaien" in text_of(writer.get(f"/mijn/plannen/{number}/intrekken"))
    assert writer.send(f"/mijn/plannen/{number}/intrekken").headers["Location"] == "/mijn"
    assert plan_of(sqlite_database, number).state == "withdrawn"


def test_a_draft_is_removed_and_gone_from_the_list(writer, round_id, sqlite_database, now):
    number = draft_plan(sqlite_database, now, round_id)
    writer.send(f"/mijn/plannen/{number}/intrekken")
    assert "nog geen plannen" in text_of(writer.get("/mijn"))
    writer.page(f"/plannen/{number}", 404)

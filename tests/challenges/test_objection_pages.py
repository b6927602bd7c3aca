"""Objecting on the pages of everyone who has a part in it, in a browser without JavaScript; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.services.organisations import NewOrganisation, make_organisation
from challenges.models import ChallengeDecision, Objection
from challenges.rules.remedies import SilenceRemedy
from challenges.rules.states import RequestStep
from challenges.services import begin_check, receive_default_notice
from challenges.services.agreeing import begin_agreement
from challenges.services.evaluating import terminate
from challenges.services.hearing import ask_repair, put_off
from challenges.services.objecting import object_to, withdraw_objection
from deals.services import terminate_deal
from lives.periods import day_of
from tests.builders import organisations
from tests.builders.browsing import soup_of, text_of
from tests.builders.people import COORDINATOR, RESIDENT, add_person
from tests.builders.town import add_year
from tests.challenges.requests import (
    CLERK,
    LETTER,
    NEIGHBOUR,
    WHY_NOT,
    do,
    found,
    make_advised,
    make_place,
    new_decision,
    open_subject,
    record,
    send,
)
from tests.challenges.test_agreements import TERMS, make_active
from tests.challenges.test_objections import OTHER_CLERK, WHY_I_OBJECT, hear, object_now, objection, settle

SECRET = "Demo-Geheim"
TYPED = {"name": SECRET, "interest": "Ik woon naast het plein.", "grounds": "De lijst met namen lag er wel."}
OUTCOME = {"motivation": "De lijst lag er wel degelijk bij.", "legal_basis": "Awb 7:11", "reference": "BZW 2026-4"}


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    add_year(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return sqlite_database


@pytest.fixture
def refused(place, now):
    """Turned down on Monday 23 November 2026: one can object until Monday 4 January 2027."""
    number = make_advised(place, now)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    return number


@pytest.fixture
def filed(place, now, refused):
    return object_now(place, now, refused)


def newest(database):
    with database.reading() as session:
        return session.scalars(select(Objection.id).order_by(Objection.id.desc()).limit(1)).one()


def acts(client, number, action, values=None):
    """Send one of the small forms of the clerk's screen."""
    typed = {f"{action}-{name}": value for name, value in (values or {}).items()}
    return client.send(f"/werk/bezwaren/{number}", typed, form=f"{action.replace('_', '-')}-form")


def test_a_refused_request_whose_objection_is_upheld_from_the_decision_to_the_new_one(client, place, refused):
    """The whole story on the pages of the group, the clerk, everyone and the first clerk."""
    public = f"/uitdaagrecht/{refused}"
    assert "Bezwaar maken kan tot en met 4 januari 2027" in text_of(client.get(public))
    client.sign_in(RESIDENT)
    form = client.get(f"{public}/bezwaar/1")
    assert "uiterlijk op 15 februari 2027" in text_of(form)
    sent = client.send(f"{public}/bezwaar/1", TYPED, form="object", follow=True)
    assert "Uw bezwaar is verstuurd" in text_of(sent)
    number = newest(place)
    assert "15 februari 2027" in text_of(client.get("/mijn/bezwaren"))

    client.sign_in(OTHER_CLERK)
    assert "Bezwaren om over te beslissen" in text_of(client.get("/werk"))
    assert acts(client, number, "admit").status_code == 303
    invitation = {"on_day": "2026-12-14", "place": "10.00 uur, raadhuis, kamer 3"}
    assert acts(client, number, "invite", invitation).status_code == 303
    client.sign_in(RESIDENT)
    invited = text_of(client.get(f"/mijn/bezwaren/{number}"))
    assert "Op 14 december 2026. 10.00 uur, raadhuis, kamer 3" in invited
    client.sign_in(OTHER_CLERK)
    assert acts(client, number, "report", {"report": "De aanvrager liet de lijst zien."}).status_code == 303
    assert acts(client, number, "decide", {**OUTCOME, "step": "uphold"}).status_code == 303

    told = text_of(client.get(public))
    for words in ("Een bezwaar is gegrond verklaard", "De lijst lag er wel degelijk bij.", "BZW 2026-4",
                  "Wij beslissen opnieuw over het verzoek, uiterlijk op 15 februari 2027"):  # fmt: skip
        assert words in told
    client.sign_in(CLERK)
    assert "opnieuw" in text_of(client.get(f"/werk/uitdaagrecht/{refused}"))
    grant = {"motivation": "Met de lijst erbij is er steun genoeg.", "legal_basis": "Artikel 12", "reference": "BW 99",
             "cents": "18.000"}  # fmt: skip
    typed = {f"grant-{name}": value for name, value in grant.items()}
    assert client.send(f"/werk/uitdaagrecht/{refused}", typed, form="grant-form").status_code == 303

    page = client.page(public)
    for here, there in ((2, 1), (1, 2)):
        assert page.select_one(f'section[aria-labelledby="decision-{here}"] a[href="#decision-{there}"]')
    client.sign_in(RESIDENT)
    own = text_of(client.get(f"/mijn/bezwaren/{number}"))
    assert "Het nieuwe besluit: Toegewezen" in own
    # six weeks after 23 November: also for the court
    assert "naar de rechter gaan tot en met 4 januari 2027" in own


def test_nobody_reads_who_objects_or_why_but_the_objector_and_the_clerks(client, place, now, refused):
    client.sign_in(NEIGHBOUR)
    client.send(f"/uitdaagrecht/{refused}/bezwaar/1", TYPED, form="object")
    number = newest(place)
    own = client.get(f"/mijn/bezwaren/{number}").get_data(as_text=True)
    assert SECRET in own
    client.sign_in(OTHER_CLERK)
    assert SECRET in client.get(f"/werk/bezwaren/{number}").get_data(as_text=True)
    for actor in (None, RESIDENT, COORDINATOR):
        if actor:
            client.sign_in(actor)
        urls = [f"/uitdaagrecht/{refused}", "/uitdaagrecht"]
        urls += [f"/mijn/verzoeken/{refused}"] if actor is RESIDENT else []
        urls += [f"/werk/uitdaagrecht/{refused}", "/werk"] if actor is COORDINATOR else []
        for url in urls:
            shown = client.get(url).get_data(as_text=True)
            for secret in (SECRET, TYPED["interest"], TYPED["grounds"], NEIGHBOUR.key):
                assert secret not in shown, url
        assert "Er is bezwaar gemaakt" in client.get(f"/uitdaagrecht/{refused}").get_data(as_text=True)


def test_everything_that_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, place, refused):
    client.sign_in(RESIDENT)
    answer = client.send(f"/uitdaagrecht/{refused}/bezwaar/1", {**TYPED, "name": "", "interest": "Nee"}, form="object")
    assert answer.status_code == 200
    assert "Vul deze tekst in" in text_of(answer)
    assert "te kort" in text_of(answer)
    for kept in ("Nee", TYPED["grounds"]):
        assert kept in answer.get_data(as_text=True)
    with place.reading() as session:
        assert session.scalars(select(Objection)).all() == []


def test_one_objects_once_and_is_led_to_the_first(client, place, refused, filed):
    client.sign_in(RESIDENT)
    page = client.page(f"/uitdaagrecht/{refused}/bezwaar/1")
    assert page.find("form", id="object") is None
    assert page.select_one(f'a[href="/mijn/bezwaren/{filed}"]')
    # a window that was still open
    answer = client.post(f"/uitdaagrecht/{refused}/bezwaar/1", data={**TYPED, "csrf_token": token(client)})
    assert answer.status_code in (200, 400)
    with place.reading() as session:
        assert len(session.scalars(select(Objection)).all()) == 1


def token(client):
    """A token of this session, from another form."""
    found = client.page("/mijn/verzoeken").select_one('input[name="csrf_token"]')
    return found["value"] if found else ""


def test_who_is_late_is_told_so_and_asked_why(client, place, now, refused, at):
    at(now + timedelta(days=43))
    client.sign_in(RESIDENT)
    assert "Bezwaar maken kon tot en met 4 januari 2027" in text_of(client.get(f"/uitdaagrecht/{refused}"))
    assert "U bent te laat" in text_of(client.get(f"/uitdaagrecht/{refused}/bezwaar/1"))
    why = {**TYPED, "late_reason": "Ik lag in het ziekenhuis."}
    assert client.send(f"/uitdaagrecht/{refused}/bezwaar/1", why, form="object").status_code == 302
    client.sign_in(OTHER_CLERK)
    screen = text_of(client.get(f"/werk/bezwaren/{newest(place)}"))
    assert "Ik lag in het ziekenhuis." in screen
    assert "Het is te laat" in screen
    refused_answer = text_of(acts(client, newest(place), "admit"))
    assert "op tijd" in refused_answer
    excuse = {"excuse": "De aanvrager lag echt in het ziekenhuis."}
    assert acts(client, newest(place), "admit", excuse).status_code == 303
    assert objection(place, newest(place)).state == "admissible"


def test_what_is_missing_is_asked_with_a_day_and_added_on_the_own_page(client, place, now, filed):
    do(place, ask_repair, OTHER_CLERK, now, filed, day_of(now) + timedelta(days=14), "Zet uw handtekening.", LETTER)
    client.sign_in(RESIDENT)
    assert "Wij hebben nog iets van u nodig" in text_of(client.get("/mijn/bezwaren"))
    own = text_of(client.get(f"/mijn/bezwaren/{filed}"))
    assert "Zet uw handtekening." in own
    assert "tot en met 7 december 2026" in own
    empty = client.send(f"/mijn/bezwaren/{filed}", {"repair-addition": ""}, form="repair-form")
    assert "Vul deze tekst in" in text_of(empty)
    addition = {"repair-addition": "Hierbij mijn handtekening."}
    assert client.send(f"/mijn/bezwaren/{filed}", addition, form="repair-form").status_code == 303
    assert "Hierbij mijn handtekening." in text_of(client.get(f"/mijn/bezwaren/{filed}"))


def test_who_objects_gives_more_time_on_the_own_page(client, place, filed):
    client.sign_in(RESIDENT)
    early = client.send(f"/mijn/bezwaren/{filed}", {"wait-until": "15-02-2027"}, form="wait-form")
    assert "Kies een dag na 15 februari 2027" in text_of(early)
    assert client.send(f"/mijn/bezwaren/{filed}", {"wait-until": "01-04-2027"}, form="wait-form").status_code == 303
    assert "Besluit uiterlijk op 1 april 2027" in text_of(client.get(f"/mijn/bezwaren/{filed}"))


def test_an_objection_is_taken_back_and_everyone_reads_that(client, place, refused, filed):
    client.sign_in(RESIDENT)
    assert client.send(f"/mijn/bezwaren/{filed}", form="withdraw-form").status_code == 303
    assert "Ingetrokken op 23 november 2026" in text_of(client.get(f"/uitdaagrecht/{refused}"))
    assert client.page(f"/mijn/bezwaren/{filed}").find("form", id="withdraw-form") is None
    client.page(f"/uitdaagrecht/{refused}/bezwaar/1")


def test_a_letter_is_written_down_at_the_desk_with_postmark_and_stamp(client, place, now, refused, at):
    at(now + timedelta(days=50))  # 12 January 2027
    client.sign_in(COORDINATOR)
    url = f"/werk/uitdaagrecht/{refused}/bezwaar"
    wrong = {**TYPED, "decision": "1", "received_on": "31-02-2027", "posted_on": "gisteren"}
    answer = client.send(url, wrong, form="paper")
    for typed in ("31-02-2027", "gisteren", TYPED["grounds"]):
        assert typed in answer.get_data(as_text=True)
    assert text_of(answer).count("Dit is geen dag") >= 2
    later = {**TYPED, "decision": "1", "received_on": "11-01-2027", "posted_on": "12-01-2027"}
    assert "gepost op de dag" in text_of(client.send(url, later, form="paper"))
    good = {**TYPED, "decision": "1", "received_on": "11-01-2027", "posted_on": "04-01-2027"}
    assert client.send(url, good, form="paper").status_code == 302
    number = newest(place)
    client.page(f"/werk/bezwaren/{number}", 403)
    client.sign_in(OTHER_CLERK)
    assert "Op tijd? Ja" in text_of(client.get(f"/werk/bezwaren/{number}"))
    # nobody has it on a page of their own: what comes by post is written down here
    assert acts(client, number, "withdraw").status_code == 303
    assert objection(place, number).state == "objection_withdrawn"


def test_who_prepared_the_decision_reads_why_somebody_else_handles_it(client, place, filed):
    client.sign_in(CLERK)
    assert "iemand anders behandelt dit bezwaar" in text_of(client.get("/werk"))
    page = client.page(f"/werk/bezwaren/{filed}")
    assert "Awb 7:5" in page.get_text()
    assert page.find("form", id="admit-form") is None


def test_the_clerk_s_screen_says_every_fault_and_keeps_what_was_typed(client, place, now, filed):
    client.sign_in(OTHER_CLERK)
    nothing = {"motivation": "", "legal_basis": "", "reference": "", "announced_on": "morgen"}
    wrong = acts(client, filed, "reject", nothing)
    assert "Dit is geen dag" in text_of(wrong)
    wrong = acts(client, filed, "reject", {"motivation": "Kort", "legal_basis": "", "reference": ""})
    assert text_of(wrong).count("Vul deze tekst in") >= 2
    kept = soup_of(wrong).select_one('textarea[name="reject-motivation"]')
    assert kept.get_text(strip=True) == "Kort"
    hear(place, now, filed)
    undecided = acts(client, filed, "decide", {**OUTCOME, "motivation": ""})
    assert "Kies een antwoord" in text_of(undecided)
    assert objection(place, filed).state == "hearing"


def test_a_committee_gives_twelve_weeks_and_is_chosen_before_the_hearing(client, place, now, filed):
    client.sign_in(OTHER_CLERK)
    assert acts(client, filed, "committee", {"with_committee": "yes"}).status_code == 303
    client.sign_in(RESIDENT)
    assert "30 maart 2027" in text_of(client.get(f"/mijn/bezwaren/{filed}"))
    hear(place, now, filed)
    client.sign_in(OTHER_CLERK)
    assert client.page(f"/werk/bezwaren/{filed}").find("form", id="committee-form") is None
    late = client.post(f"/werk/bezwaren/{filed}/committee", data={"committee-with_committee": "no"})
    assert late.status_code == 400  # no token


def test_the_days_are_told_when_the_decision_is_put_off(client, place, now, refused, filed):
    do(place, put_off, OTHER_CLERK, now, filed, "De commissie komt pas in maart bij elkaar.", LETTER)
    assert "zes weken" in text_of(client.get(f"/uitdaagrecht/{refused}"))
    client.sign_in(RESIDENT)
    assert "30 maart 2027" in text_of(client.get(f"/mijn/bezwaren/{filed}"))


@pytest.mark.parametrize(("step", "words"), [("dismiss", "ongegrond"), ("uphold_partly", "deels gegrond")])
def test_every_outcome_is_told_with_its_reasons(client, place, now, refused, filed, step, words):
    hear(place, now, filed)
    client.sign_in(OTHER_CLERK)
    assert acts(client, filed, "decide", {**OUTCOME, "step": step}).status_code == 303
    told = text_of(client.get(f"/uitdaagrecht/{refused}"))
    assert words in told.lower()
    assert "De lijst lag er wel degelijk bij." in told


def test_no_hearing_needs_a_reason_and_then_the_decision_is_open(client, place, filed):
    client.sign_in(OTHER_CLERK)
    acts(client, filed, "admit")
    assert client.page(f"/werk/bezwaren/{filed}").find("form", id="decide-form") is None
    assert "Vul deze tekst in" in text_of(acts(client, filed, "no_hearing"))
    assert acts(client, filed, "no_hearing", {"reason": "Wij geven de groep helemaal gelijk."}).status_code == 303
    assert acts(client, filed, "decide", {**OUTCOME, "step": "uphold"}).status_code == 303


def test_where_a_grant_is_no_decision_the_page_says_why_and_what_one_can_do(client, place, now):
    open_subject(place, now, grant_can_be_objected_to=False)
    number = make_advised(place, now)
    record(place, now, number)
    public = text_of(client.get(f"/uitdaagrecht/{number}"))
    assert "Tegen dit besluit kunt u geen bezwaar maken" in public
    assert "Juridisch Loket" in public
    client.sign_in(NEIGHBOUR)
    page = client.page(f"/uitdaagrecht/{number}/bezwaar/1")
    assert page.find("form", id="object") is None
    client.page(f"/uitdaagrecht/{number}/bezwaar/9", 404)
    client.page("/uitdaagrecht/999/bezwaar/1", 404)


def test_silence_leads_from_the_last_day_to_the_notice_the_two_weeks_and_the_objection(client, place, now, at):
    number = send(place, now)  # until 18 January 2027
    public, form = f"/uitdaagrecht/{number}", f"/uitdaagrecht/{number}/bezwaar/geen-besluit"
    client.sign_in(RESIDENT)
    assert client.page(form).find("form", id="object") is None
    at(now + timedelta(days=57))
    client.sign_in(RESIDENT)
    assert client.send(f"/mijn/verzoeken/{number}", form="default-form").status_code == 303
    assert "Wij hebben tot en met 2 februari 2027" in text_of(client.get(public))
    at(now + timedelta(days=72))  # 3 February: the first day that costs money
    client.sign_in(RESIDENT)
    told = text_of(client.get(public)).replace("\xa0", " ")
    for words in ("Tot nu toe € 23 (1 dag)", "Hoogstens € 1.442", "16 maart 2027", "meteen naar de rechter"):
        assert words in told
    assert "meteen naar de rechter" in text_of(client.get(form))
    assert client.send(form, TYPED, form="object").status_code == 302
    assert "omdat er geen besluit is" in text_of(client.get(public))
    assert client.page(f"/mijn/verzoeken/{number}").find("form", id="default-form") is None


def test_where_the_municipality_chose_the_court_the_page_says_so(client, place, now, at):
    number = send(place, now)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    open_subject(place, now, silence_leads_to=SilenceRemedy.COURT)
    at(now + timedelta(days=72))
    assert client.page(f"/uitdaagrecht/{number}").select_one('a[href$="geen-besluit"]') is None
    client.sign_in(RESIDENT)
    page = client.get(f"/uitdaagrecht/{number}/bezwaar/geen-besluit")
    assert "hoeft u hier geen bezwaar te maken" in text_of(page)


def test_after_a_late_decision_the_amount_that_is_owed_stays_to_be_read(client, place, now, at):
    number = make_advised(place, now)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    decided = now + timedelta(days=82)  # ten days that cost money
    record(place, decided, number, RequestStep.REFUSE, new_decision(decided, WHY_NOT))
    at(decided)
    told = text_of(client.get(f"/uitdaagrecht/{number}")).replace("\xa0", " ")
    assert "€ 230 (10 dagen)" in told
    assert "Awb 4:18" in told


def test_an_organisation_objects_by_who_represents_it(client, place, now, refused):
    trees = do(place, make_organisation, NEIGHBOUR, now, NewOrganisation("Demo-stichting De Boom", "foundation", ""))
    organisations.let_in(place, now, trees, NEIGHBOUR, COORDINATOR)
    client.sign_in(COORDINATOR)
    assert client.page(f"/uitdaagrecht/{refused}/bezwaar/1").find("select") is None
    client.sign_in(NEIGHBOUR)
    url = f"/uitdaagrecht/{refused}/bezwaar/1"
    assert client.send(url, {**TYPED, "organisation_id": str(trees)}, form="object").status_code == 302
    assert "Demo-stichting De Boom" in text_of(client.get(f"/mijn/bezwaren/{newest(place)}"))
    assert "Demo-stichting De Boom" not in text_of(client.get(f"/uitdaagrecht/{refused}"))


def test_an_agreement_that_runs_is_a_task_until_it_has_ended_and_the_clerk_opens_the_request(client, place, now):
    number = make_advised(place, now)
    record(place, now, number)
    do(place, begin_agreement, COORDINATOR, now, number)
    deal = make_active(place, now, number, replace(TERMS, cents=4_000_00))
    made = object_now(place, now, number, NEIGHBOUR)
    hear(place, now, made)
    settle(place, now, made)
    assert "De afspraak loopt nog" in text_of(client.get(f"/uitdaagrecht/{number}"))
    client.sign_in(COORDINATOR)
    assert "beëindig de afspraak, daarna komt er een nieuw besluit" in text_of(client.get("/werk"))
    screen = client.page(f"/werk/uitdaagrecht/{number}")
    assert screen.select_one(f'a[href="/werk/afspraken/{deal}"]')
    assert screen.find("form", id="decide-again-form") is None
    end_it(place, now, number, deal)
    assert "beëindig de afspraak, daarna" not in text_of(client.get("/werk"))
    client.sign_in(CLERK)
    assert "neem het verzoek weer in behandeling" in text_of(client.get("/werk"))
    assert "De afspraak is daarom beëindigd" in text_of(client.get(f"/uitdaagrecht/{number}"))
    assert client.send(f"/werk/uitdaagrecht/{number}", form="decide-again-form").status_code == 303
    assert found(place, number).state == "advised"
    assert client.page(f"/werk/uitdaagrecht/{number}").find("form", id="grant-form")
    assert "De gemeente levert gereedschap." not in text_of(client.get(f"/uitdaagrecht/{number}"))


def end_it(database, now, number, deal):
    do(database, terminate_deal, COORDINATOR, now, deal, "Het bezwaar is gegrond.")
    do(database, terminate, COORDINATOR, now, number, "Het bezwaar is gegrond.")


def test_a_request_that_is_opened_again_from_the_start_can_be_handled(client, place, now):
    """Not handled at first: after the objection the talks and the facts can be written down again."""
    number = send(place, now)
    do(place, begin_check, COORDINATOR, now, number)
    record(place, now, number, RequestStep.DECLARE_INADMISSIBLE, new_decision(now))
    made = object_now(place, now, number)
    hear(place, now, made)
    settle(place, now, made)
    assert found(place, number).state == "admissibility_check"
    client.sign_in(COORDINATOR)
    screen = client.page(f"/werk/uitdaagrecht/{number}")
    assert screen.find("form", id="talk-form")
    assert screen.find("form", id="notice-form") is None


def test_an_objection_withdrawn_in_another_window_is_told(client, place, now, filed):
    client.sign_in(OTHER_CLERK)
    page = client.page(f"/werk/bezwaren/{filed}")
    typed = {each["name"]: each.get("value", "") for each in page.select("#admit-form input[name]")}
    do(place, withdraw_objection, RESIDENT, now, filed)
    answer = client.post(f"/werk/bezwaren/{filed}/admit", data=typed)
    assert answer.status_code == 200
    assert "error-summary" in answer.get_data(as_text=True)


def test_the_second_objection_to_an_older_decision_leads_to_the_new_one(client, place, now, refused, filed):
    hear(place, now, filed)
    settle(place, now, filed)
    record(place, now, refused, by=OTHER_CLERK)
    client.sign_in(NEIGHBOUR)
    assert "na een bezwaar hebben wij opnieuw beslist" in text_of(client.get(f"/uitdaagrecht/{refused}/bezwaar/1"))
    with place.reading() as session:
        newer = session.scalars(select(ChallengeDecision.id).order_by(ChallengeDecision.id.desc()).limit(1)).one()
    made = do(place, object_to, NEIGHBOUR, now, refused, newer, WHY_I_OBJECT, LETTER)
    client.page(f"/mijn/bezwaren/{made}")

"""The pages of requests: written, sent, handled and decided in a browser without JavaScript; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from challenges.models import Challenge
from challenges.queries import challenge_settings
from challenges.rules.history import Happening
from challenges.rules.presets import Preset
from challenges.rules.states import RequestStep
from challenges.services import ask_completion, begin_check, receive_default_notice, stop_clock, withdraw
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    GREEN,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    WHY_NOT,
    ZUID_ONLY,
    do,
    found,
    make_advised,
    make_place,
    new_decision,
    open_subject,
    record,
    send,
    take_up,
    write_draft,
)

SCREENS = {
    "who": {"contact_name": "Demo-bewoner", "legal_form": "at_take_over"},
    "task": {"title": "Het groen rond het plein", "task": GREEN.task, "area_code": MEENT},
    "better": {"ways": ["more_social"], "why_better": GREEN.why_better, "experience": GREEN.experience,
               "quality": GREEN.quality},
    "support": {"support": GREEN.support},
    "money": {"cost_cents": "18.000", "cost_explained": GREEN.cost_explained, "own_hours": "40"},
    "together": {"cooperation": GREEN.cooperation},
}  # fmt: skip
DECISION = {"motivation": WHY_NOT.motivation, "legal_basis": "Verordening, artikel 12", "reference": "BW 2026-91"}


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    return sqlite_database


def own(number, rest=""):
    return f"/mijn/verzoeken/{number}{rest}"


def work(number):
    return f"/werk/uitdaagrecht/{number}"


def newest(database):
    with database.reading() as session:
        return session.scalars(select(Challenge.id).order_by(Challenge.id.desc()).limit(1)).one()


def acts(client, number, action, values=None):
    """Send one of the small forms of the work screen."""
    form = f"{action.replace('_', '-')}-form"
    typed = {f"{action}-{name}": value for name, value in (values or {}).items()}
    return client.send(work(number), typed, form=form)


def test_a_request_is_written_in_six_screens_and_sent(client, place):
    client.sign_in(RESIDENT)
    client.send("/mijn/verzoeken", form="start")
    number = newest(place)
    for screen, typed in SCREENS.items():
        answer = client.send(own(number, f"/schrijven/{screen}"), typed, form="write")
        assert answer.status_code == 302, text_of(answer)
    check = text_of(client.get(own(number, "/versturen")))
    assert "€ 18.000" in check.replace("\xa0", " ")
    sent = text_of(client.send(own(number, "/versturen"), form="send", follow=True))
    assert "18 januari 2027" in sent
    assert "Het groen rond het plein" in text_of(client.get("/uitdaagrecht"))
    assert "Besluit uiterlijk op" in text_of(client.get(f"/uitdaagrecht/{number}"))
    client.page(own(number, "/schrijven/who"), 302)


def test_what_is_missing_leads_to_its_screen_and_nothing_can_be_sent(client, place, now):
    number = write_draft(place, now, request=replace(GREEN, support="", title=""))
    client.sign_in(RESIDENT)
    page = client.page(own(number, "/versturen"))
    links = [str(a["href"]) for a in page.select(".notice a")]
    assert links == [own(number, "/schrijven/task"), own(number, "/schrijven/support")]
    assert page.find("form", id="send") is None
    assert "nog geen naam" in text_of(client.get("/mijn/verzoeken"))


@pytest.mark.parametrize(
    ("screen", "wrong", "words"),
    [
        ("task", {"title": "x" * 121}, "te lang"),
        ("task", {"first_day": "gisteren"}, "geen dag"),
        ("task", {"first_day": "2027-02-01", "last_day": "2027-01-01"}, "voor de eerste dag"),
        ("money", {"cost_cents": "veel"}, "cijfers"),
        ("money", {"own_hours": "-1"}, "een getal"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(client, place, now, screen, wrong, words):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    answer = client.send(own(number, f"/schrijven/{screen}"), wrong, form="write")
    assert answer.status_code == 200
    assert words in text_of(answer)
    name, typed = next(iter(wrong.items()))
    assert f'value="{typed}"' in answer.get_data(as_text=True) or name == "cost_cents"


def test_two_windows_never_overwrite_each_other_unseen(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    older = {"version": "1"}
    client.send(own(number, "/schrijven/task"), {"title": "Eerste venster"}, form="write")
    clash = client.send(own(number, "/schrijven/task"), {**older, "title": "Tweede venster"}, form="write")
    assert "ander venster" in text_of(clash)
    assert 'value="Tweede venster"' in clash.get_data(as_text=True)
    assert found(place, number).title == "Eerste venster"


def test_a_draft_saves_itself_and_can_be_thrown_away(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    page = client.page(own(number, "/schrijven/task"))
    address = page.find("form", id="write")["data-autosave"]
    token = page.find("form", id="write").find("input", attrs={"name": "csrf_token"})["value"]
    kept = client.post(address, data={"csrf_token": token, "version": "1", "title": "Vanzelf bewaard", "task": "kort"})
    assert (kept.status_code, found(place, number).title) == (204, "Vanzelf bewaard")
    client.send(own(number, "/schrijven/task"), form="discard")
    client.page(own(number), 404)


def test_a_draft_is_seen_by_nobody_else(client, place, now):
    number = write_draft(place, now)
    for actor in (NEIGHBOUR, COORDINATOR, ADMINISTRATOR):
        client.sign_in(actor)
        for address in (own(number), own(number, "/schrijven/who"), own(number, "/versturen")):
            client.page(address, 404)
    client.page(f"/uitdaagrecht/{number}", 404)
    client.sign_in(COORDINATOR)
    client.page(work(number), 404)


def test_while_the_subject_is_closed_the_pages_say_so(client, place, now):
    open_subject(place, now, is_open=False)
    assert "neemt op deze site geen verzoeken aan" in text_of(client.get("/uitdaagrecht"))
    client.sign_in(RESIDENT)
    assert client.page("/mijn/verzoeken").find("form", id="start") is None


def test_from_receipt_to_a_grant_on_the_work_screen(client, place, now):
    number = send(place, now)
    client.sign_in(COORDINATOR)
    assert "Het groen rond het plein" in text_of(client.get("/werk"))
    assert acts(client, number, "check").status_code == 303
    assert acts(client, number, "admit").status_code == 303
    refused = acts(client, number, "assess", {"teams": "Groen\nInkoop"})
    assert "gespreksverslag" in text_of(refused)
    assert "Inkoop" in refused.get_data(as_text=True)
    assert acts(client, number, "talk", {"summary": "Wij liepen samen een ronde."}).status_code == 303
    assert acts(client, number, "assess", {"teams": "Groen"}).status_code == 303
    assert acts(client, number, "facts", {"current_cost_cents": "18.000"}).status_code == 303
    client.sign_in(REVIEWER)
    assert "Advies van team Groen" in text_of(client.get("/werk"))
    assert acts(client, number, "advice", {"outcome": "positive", "text": "De buurt kan dit."}).status_code == 303
    client.sign_in(COORDINATOR)
    assert acts(client, number, "close_advice").status_code == 303
    client.sign_in(CLERK)
    client.get("/werk")
    decided = client.send(work(number), {f"grant-{k}": v for k, v in DECISION.items()}, form="grant-form")
    assert decided.status_code == 303
    public = text_of(client.get(f"/uitdaagrecht/{number}"))
    for words in ("Toegewezen", WHY_NOT.motivation, "BW 2026-91", "Dat was op tijd", "Positief", "een ronde"):
        assert words in public


def test_a_refusal_without_its_parts_is_said_all_at_once_and_nothing_typed_is_lost(client, place, now):
    number = make_advised(place, now)
    client.sign_in(CLERK)
    typed = {"refuse-motivation": WHY_NOT.motivation, "refuse-grounds": ["no_support"]}
    wrong = client.send(work(number), typed, form="refuse-form")
    text = text_of(wrong)
    assert "Er is niet genoeg steun in de buurt." in text
    assert WHY_NOT.motivation in wrong.get_data(as_text=True)
    assert len(client.page(work(number)).select("details[open]")) == 0
    right = {**{f"refuse-{k}": v for k, v in DECISION.items()}, "refuse-grounds": ["no_support"],
             "refuse-grounds-no_support": WHY_NOT.grounds["no_support"]}  # fmt: skip
    assert client.send(work(number), right, form="refuse-form").status_code == 303
    public = text_of(client.get(f"/uitdaagrecht/{number}"))
    assert WHY_NOT.grounds["no_support"] in public
    assert "Bezwaar maken kan tot en met 4 januari 2027" in public


def test_the_council_clerk_writes_down_what_the_council_decided(client, place, now):
    number = make_advised(place, now, cost_cents=1)
    client.sign_in(CLERK)
    refused = client.send(work(number), {f"grant-{k}": v for k, v in DECISION.items()}, form="grant-form")
    assert "gemeenteraad niet eerst" in text_of(refused)
    assert client.send(work(number), {"refer_to_council-cents": "18.000"}, form="refer-form").status_code == 303
    client.sign_in(COUNCIL)
    assert acts(client, number, "council", {"agrees": "yes", "reference": "RB 2026-44"}).status_code == 303
    client.sign_in(CLERK)
    assert (
        client.send(work(number), {f"grant-{k}": v for k, v in DECISION.items()}, form="grant-form").status_code == 303
    )


def test_asked_to_complete_one_sees_what_is_missing_and_sends_it(client, place, now):
    number = send(place, now)
    client.sign_in(COORDINATOR)
    acts(client, number, "check")
    empty = acts(client, number, "ask_completion", {"reason": ""})
    assert "Vul deze tekst in" in text_of(empty)
    assert acts(client, number, "ask_completion", {"reason": "De lijst met namen mist."}).status_code == 303
    client.sign_in(RESIDENT)
    assert "Vul uw verzoek aan" in text_of(client.get(own(number)))
    page = client.get(own(number, "/aanvullen"))
    assert "De lijst met namen mist." in text_of(page)
    wrong = client.send(own(number, "/aanvullen"), {"task": ""}, form="complete")
    assert "Vul deze tekst in" in text_of(wrong)
    done = client.send(
        own(number, "/aanvullen"), {"support": "Hierbij de lijst met namen."}, form="complete", follow=True
    )
    assert "De termijn loopt weer" in text_of(done)
    assert found(place, number).legal_form == "unknown"


def test_a_clock_that_stands_still_says_why_and_runs_again(client, place, now):
    number = send(place, now)
    client.sign_in(COORDINATOR)
    assert acts(client, number, "applicant_delays", {"reason": "De school is dicht."}).status_code == 303
    public = text_of(client.get(f"/uitdaagrecht/{number}"))
    assert "De termijn staat stil" in public
    assert "Wachten op de aanvrager" in public
    assert acts(client, number, "applicant_goes_on").status_code == 303
    assert (
        acts(client, number, "notice", {"until": "2027-02-15", "reason": "De raad vergadert later."}).status_code == 303
    )
    assert "15 februari 2027" in text_of(client.get(f"/uitdaagrecht/{number}"))


def test_a_late_request_costs_money_and_everyone_can_read_it(client, place, now, at):
    number = send(place, now)
    later = now + timedelta(days=75)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    at(later)
    public = text_of(client.get(f"/uitdaagrecht/{number}")).replace("\xa0", " ")
    assert "Wij zijn te laat" in public
    assert "€ 92" in public  # 3 to 6 February: four days
    client.sign_in(COORDINATOR)
    assert "Er kwam een ingebrekestelling binnen" in text_of(client.get(work(number)))


def test_who_asked_waits_gives_notice_and_takes_it_back(client, place, now, at):
    number = send(place, now)
    client.sign_in(RESIDENT)
    wrong = client.send(own(number), {"delay-until": "2020-01-01", "delay-reason": "Vakantie."}, form="delay-form")
    assert "een dag die nog komt" in text_of(wrong)
    right = {"delay-until": "2026-12-07", "delay-reason": "Wij zijn op vakantie."}
    assert client.send(own(number), right, form="delay-form").status_code == 303
    at(now + timedelta(days=75))
    client.sign_in(RESIDENT)
    assert client.send(own(number), form="default-form").status_code == 303
    assert client.send(own(number), form="withdraw-form").status_code == 303
    assert "Ingetrokken" in text_of(client.get(own(number)))
    client.sign_in(NEIGHBOUR)
    client.page(own(number), 403)


@pytest.mark.parametrize("actor", [RESIDENT, NEIGHBOUR, FINANCE, ADMINISTRATOR, ZUID_ONLY])
def test_the_work_screen_is_for_who_works_on_the_request(client, place, now, actor):
    number = send(place, now)
    client.sign_in(actor)
    client.page(work(number), 403)


def test_who_asked_never_handles_the_own_request(client, place, now):
    number = send(place, now, by=COORDINATOR)
    client.sign_in(COORDINATOR)
    client.page(work(number), 403)
    client.page(own(number))


def test_at_the_desk_a_coordinator_writes_down_what_came_in_on_paper(client, place, now):
    client.sign_in(COORDINATOR)
    client.send("/mijn/verzoeken", form="start-at-desk")
    number = newest(place)
    for screen, typed in SCREENS.items():
        client.send(own(number, f"/schrijven/{screen}"), typed, form="write")
    wrong = client.send(own(number, "/versturen"), {"received_on": "2099-01-01"}, form="send")
    assert "op papier binnenkwam" in text_of(wrong)
    client.send(own(number, "/versturen"), {"received_on": "2026-11-20"}, form="send")
    assert "ontvangen op 20 november 2026" in text_of(client.get("/uitdaagrecht"))
    client.sign_in(SECOND)
    client.page(work(number))


def test_the_settings_have_a_ground_and_a_history(client, place):
    client.sign_in(ADMINISTRATOR)
    url = "/beheer/uitdaagrecht"
    wrong = client.send(url, {"ground": "", "equated_days": "morgen"}, form="settings")
    assert "Schrijf één dag per regel" in text_of(wrong)
    assert "Vul deze tekst in" in text_of(client.send(url, {"ground": ""}, form="settings"))
    given = {"preset": "amsterdam", "ground": "Verordening 2027", "equated_days": "2029-05-11"}
    assert "Verordening 2027" in text_of(client.send(url, given, form="settings", follow=True))
    with place.reading() as session:
        assert challenge_settings(session).preset is Preset.AMSTERDAM
    for actor in (COORDINATOR, RESIDENT):
        client.sign_in(actor)
        client.page(url, 403)


def test_every_page_leads_to_the_subject_only_while_it_is_open(client, place):
    def is_linked():
        return client.page("/zo-werkt-het").select_one('footer a[href="/uitdaagrecht"]') is not None

    assert is_linked()
    client.sign_in(ADMINISTRATOR)
    client.send("/beheer/uitdaagrecht", {"is_open": None, "ground": "Raadsbesluit 7"}, form="settings")
    assert not is_linked()
    client.send("/beheer/uitdaagrecht", {"is_open": "y", "ground": "Raadsbesluit 8"}, form="settings")
    assert is_linked()


def test_the_longer_term_is_offered_where_the_rules_know_one(client, place, now):
    open_subject(place, now, preset=Preset.AMSTERDAM)
    number = send(place, now)
    client.sign_in(COORDINATOR)
    assert acts(client, number, "complex", {"reason": "Er is veel uit te zoeken."}).status_code == 303
    assert "22 november 2027" in text_of(client.get(f"/uitdaagrecht/{number}"))


@pytest.mark.parametrize("how", ["asked", "stopped", "refused", "withdrawn", "inadmissible", "taken up"])
def test_every_state_has_its_pages(client, place, now, how):
    number = make_advised(place, now) if how == "refused" else send(place, now)
    if how in ("asked", "inadmissible"):
        do(place, begin_check, COORDINATOR, now, number)
    match how:
        case "asked":
            do(place, ask_completion, COORDINATOR, now, number, "De lijst met namen mist.", LETTER)
        case "stopped":
            do(place, stop_clock, COORDINATOR, now, number, Happening.FORCE_MAJEURE, "Er was brand.", LETTER)
        case "refused":
            record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
        case "inadmissible":
            record(place, now, number, RequestStep.DECLARE_INADMISSIBLE)
        case "withdrawn":
            do(place, withdraw, RESIDENT, now, number)
        case "taken up":
            take_up(place, now, number)
    client.page(f"/uitdaagrecht/{number}")
    client.page("/uitdaagrecht")
    client.sign_in(RESIDENT)
    client.page(own(number))
    client.page("/mijn/verzoeken")
    for actor in (COORDINATOR, CLERK, REVIEWER, COUNCIL):
        client.sign_in(actor)
        client.page(work(number))
        client.page("/werk")


def test_what_is_no_number_screen_or_action_is_not_found(client, place, now):
    number, draft = send(place, now), write_draft(place, now)
    client.sign_in(RESIDENT)
    client.page(own(draft, "/schrijven/anders"), 404)
    client.page(own(999), 404)
    client.page("/uitdaagrecht/999", 404)
    token = client.page(own(number)).select_one("input[name$=csrf_token]")
    assert client.post(own(number, "/anders"), data={token["name"]: token["value"]}).status_code == 404

"""The staff's screens of large plans: the whole way by clicking, who sees which form, and what is typed stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from financing.queries.work import work_of
from financing.services import ask_maintenance, take_in, use_other_budget
from notices.models import OutboxMail
from notices.rendering import render_mail
from notices.services import taken_out
from tests.builders.browsing import find_form, form_values, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.financing.large_plans import (
    ADVICE,
    COLLEGE,
    COUNCIL,
    FESTIVAL,
    FESTIVAL_COSTS,
    FIGURES,
    REVIEWER,
    ZUID_COORDINATOR,
    advised_plan,
    confirmed_plan,
    did,
    flagged_plan,
    granted_plan,
    make_place,
    plan_at_council,
    set_rates,
    where,
    with_saved_money,
)

WORDS = "Dit is besproken en iedereen kan het lezen."


@pytest.fixture
def town(app, sqlite_database, now):
    found = make_place(sqlite_database, now)
    set_rates(sqlite_database, now, 200)
    return found


@pytest.fixture
def base(sqlite_database):
    return sqlite_database


def url(number, act=""):
    return f"/werk/grote-projecten/{number}{'/' + act if act else ''}"


def forms_on(client, number):
    """The steps that this person sees a form for."""
    page = client.page(url(number))
    return {form["id"] for form in page.select("main form[method=post]")}


def plain(response):
    return text_of(response).replace("\xa0", " ")


def send(client, number, act, values=None, follow=True):
    filled = {f"{act}-{name}": value for name, value in (values or {}).items()}
    return client.send(url(number), filled, form=act, follow=follow)


def record(client, number, act, values=None):
    """Send a form that is looked over first, and press the second button."""
    seen = send(client, number, act, values)
    form = find_form_in(seen, "record")
    data = form_values(form)
    data["do"] = ["record"]
    return seen, client.post(url(number, act), data=data, follow_redirects=True)


def find_form_in(response, name):
    from tests.builders.browsing import soup_of

    return find_form(soup_of(response), name)


def test_the_whole_way_by_clicking_from_flag_to_delivery(client, base, town, now):
    number = confirmed_plan(base, now, town)
    client.sign_in(FINANCE)
    assert "De bedenker krijgt een mail" in text_of(send(client, number, "oppakken"))
    send(client, number, "onderhoud-vragen", {"words": WORDS})
    client.sign_in(REVIEWER)
    send(client, number, "onderhoud-advies", {"can_be_maintained": "yes", "words": ADVICE.words})
    client.sign_in(FINANCE)
    seen, kept = record(client, number, "berekenen", {"completed_in": "2027"})
    # 9,000 + 3,600 + 3,000 of the 30,000 of the Meent is 52 %
    assert "In 2028 kost het € 15.600" in plain(seen)
    assert "52%" in plain(seen)
    assert "De kosten per jaar zijn uitgerekend" in plain(kept)
    send(client, number, "naar-college")
    client.sign_in(COLLEGE)
    send(client, number, "college-ja", {"reference": "BW 2026-9", "decided_on": "2026-11-23"})
    send(client, number, "naar-raad", {"council_on": "2027-02-10"})
    client.sign_in(COUNCIL)
    given = {"reference": "RB 2027-3", "decided_on": "2026-11-23", "funding": "charges", "bearer": "area"}
    seen, kept = record(client, number, "raad-ja", given)
    assert "Dit komt elk jaar vast te liggen" in plain(seen)
    assert where(base, number) == "credit_granted"
    assert "RB 2027-3" in plain(kept)
    client.sign_in(COORDINATOR)
    send(client, number, "beginnen")
    send(client, number, "opleveren", {"completed_on": "2026-11-23", "real_cents": "175.000", "words": WORDS})
    assert where(base, number) == "delivered"
    client.sign_in(FINANCE)
    given = {"from_year": "2027", "reference": "RB 2027-9", "words": WORDS}
    seen, kept = record(client, number, "herrekenen", given)
    # ready in 2026 and cheaper: 2027 pays 8,750 + 3,500 + 3,000 and stood at nothing
    assert "€ 15.250" in plain(seen)
    assert "De kosten van de komende jaren zijn opnieuw uitgerekend" in plain(kept)


@pytest.mark.parametrize(
    ("who", "made", "expected"),
    [
        (FINANCE, confirmed_plan, {"oppakken", "sparen", "ander-budget"}),
        (COORDINATOR, confirmed_plan, {"splitsen"}),
        (REVIEWER, confirmed_plan, set()),
        (COLLEGE, confirmed_plan, set()),
        (COUNCIL, confirmed_plan, set()),
        (FINANCE, advised_plan, {"berekenen", "sparen", "ander-budget"}),
        (REVIEWER, advised_plan, {"onderhoud-advies"}),
        (FINANCE, plan_at_council, set()),
        (COUNCIL, plan_at_council, {"raad-ja", "raad-nee", "uitstellen"}),
        (COORDINATOR, granted_plan, {"beginnen"}),
        (FINANCE, granted_plan, {"herrekenen"}),
        (COORDINATOR, flagged_plan, set()),
        (COORDINATOR, with_saved_money, {"opleveren", "betaling-vragen"}),
        (FINANCE, with_saved_money, set()),
    ],
)
def test_everybody_sees_only_the_forms_for_now(client, base, town, now, who, made, expected):
    number = made(base, now, town)
    client.sign_in(who)
    assert forms_on(client, number) == expected


def test_a_plan_that_is_merely_too_expensive_says_so(client, base, town, now):
    number = confirmed_plan(base, now, town, FESTIVAL, FESTIVAL_COSTS)
    client.sign_in(FINANCE)
    assert forms_on(client, number) == {"sparen", "ander-budget"}
    assert "geen investering" in text_of(client.get(url(number)))


@pytest.mark.parametrize(
    ("who", "act", "made", "typed", "words"),
    [
        (FINANCE, "sparen", confirmed_plan, {"words": "kort"}, "te kort"),
        (FINANCE, "berekenen", advised_plan, {"investment_cents": "", "life_years": "0"}, "Vul een bedrag in"),
        (FINANCE, "berekenen", advised_plan, {"residual_cents": "9", "completed_in": "1999"}, "Dit jaar is voorbij"),
        (FINANCE, "berekenen", advised_plan, {"life_years": "abc"}, "Vul een heel getal in"),
        (COUNCIL, "raad-ja", plan_at_council, {"reference": "", "funding": "charges"}, "Vul het kenmerk"),
        (COUNCIL, "raad-ja", plan_at_council, {"reference": "RB 1", "funding": "charges"}, "Kies wie de kosten"),
        (COUNCIL, "raad-ja", plan_at_council, {"reference": "R", "funding": "mix", "saved_cents": "1"}, "precies"),
        (COUNCIL, "raad-nee", plan_at_council, {"decided_on": "2027-01-01", "words": WORDS, "reference": "R"},
         "nog komen"),
        (COUNCIL, "uitstellen", plan_at_council, {"decided_on": "31-2-2026"}, "Dit is geen dag"),
        (COORDINATOR, "splitsen", confirmed_plan, {"title": "", "cents_1": "1"}, "Vul deze tekst in"),
        (REVIEWER, "onderhoud-advies", advised_plan, {"life_years": "500", "words": WORDS}, "Kies een antwoord"),
        (COORDINATOR, "betaling-vragen", with_saved_money, {"cents": "5.000,01", "purpose": WORDS}, "is nog"),
        (FINANCE, "herrekenen", granted_plan, {"from_year": "1999", "reference": "x", "words": WORDS},
         "Vul een jaar in"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(client, base, town, now, who, act, made, typed, words):
    number = made(base, now, town)
    before = where(base, number)
    client.sign_in(who)
    answer = send(client, number, act, typed)
    assert answer.status_code == 200
    assert words in text_of(answer)
    form = form_values(find_form_in(answer, act))
    for name, value in typed.items():
        assert form.get(f"{act}-{name}", [""]) == [value]
    assert where(base, number) == before


def test_a_yes_that_asks_more_than_the_wijk_has_names_the_years_and_what_is_missing(client, base, town, now):
    # the Meent has 30,000.00; a park of 450,000 in 20 years at 2 % with 3,000 of upkeep is 22,500 + 9,000 + 3,000 in
    # the first year, and 450 less each year: 4,500 missing, then 4,050 … and in the eleventh year nothing
    number = plan_at_council(base, now, town, replace(FIGURES, investment_cents=450_000_00))
    client.sign_in(COUNCIL)
    seen = plain(send(client, number, "raad-ja", {"reference": "RB 1", "funding": "charges", "bearer": "area"}))
    assert "2028: er ontbreekt € 4.500" in seen
    assert "2037: er ontbreekt € 450" in seen
    assert "2038: er ontbreekt" not in seen
    whole_pot = send(client, number, "raad-ja", {"reference": "RB 1", "funding": "charges", "bearer": "whole_pot"})
    assert "er ontbreekt" not in plain(whole_pot)


def test_who_changes_their_mind_after_looking_finds_everything_typed(client, base, town, now):
    number = advised_plan(base, now, town)
    client.sign_in(FINANCE)
    seen = send(client, number, "berekenen", {"investment_cents": "123.456", "completed_in": "2028"})
    data = form_values(find_form_in(seen, "record")) | {"do": ["change"]}
    back = client.post(url(number, "berekenen"), data=data)
    assert form_values(find_form_in(back, "berekenen"))["berekenen-investment_cents"] == ["123.456"]
    assert where(base, number) == "maintenance_check"


def test_a_form_of_somebody_else_is_refused_and_a_step_that_is_over_is_told(client, base, town, now):
    number = confirmed_plan(base, now, town)
    client.sign_in(FINANCE)
    data = form_values(find_form(client.page(url(number)), "oppakken"))
    client.sign_in(COORDINATOR)
    assert client.post(url(number, "oppakken"), data=data).status_code == 403
    client.sign_in(FINANCE)
    client.post(url(number, "oppakken"), data=data)
    twice = client.post(url(number, "oppakken"), data=data)
    assert "kan nu niet" in text_of(twice)
    assert where(base, number) == "finance_intake"


@pytest.mark.parametrize("address", [999, 2**70])
def test_a_plan_that_is_not_on_the_route_is_not_found(client, base, town, now, address):
    client.sign_in(FINANCE)
    client.page(url(address), 404)
    assert client.post(url(address, "oppakken")).status_code in (400, 404)


def test_only_who_works_in_the_area_opens_it(client, base, town, now):
    number = confirmed_plan(base, now, town)
    client.sign_in(ZUID_COORDINATOR)
    client.page(url(number), 403)
    assert "Groene Hart" not in text_of(client.get("/werk/grote-projecten"))
    client.sign_in(RESIDENT)
    client.page(url(number), 403)


def test_the_list_filters_by_state_and_says_who_is_next(client, base, town, now):
    first = confirmed_plan(base, now, town)
    second = confirmed_plan(base, now, town, FESTIVAL, FESTIVAL_COSTS)
    did(base, use_other_budget, FINANCE, now, second, "Het evenementenbudget betaalt dit.")
    client.sign_in(FINANCE)
    whole = text_of(client.get("/werk/grote-projecten"))
    assert "Groene Hart" in whole
    assert "Een groot festival" in whole
    assert "Financiën pakt het plan op (Financiën)" in whole
    one = text_of(client.get("/werk/grote-projecten?stand=other_budget"))
    assert "Een groot festival" in one
    assert "Groene Hart" not in one
    assert "Groene Hart" in text_of(client.get("/werk/grote-projecten?stand=onzin"))
    assert first


@pytest.mark.parametrize(
    ("made", "who", "note"),
    [
        (confirmed_plan, FINANCE, "Take up this plan of %(amount)s, or choose another way."),
        (advised_plan, FINANCE, "There is advice: work out the costs per year (%(amount)s)."),
        (plan_at_council, COUNCIL, "Record what the council decides (%(amount)s)."),
        (granted_plan, COORDINATOR, "There is credit of the council: the work can begin (%(amount)s)."),
    ],
)
def test_the_work_list_asks_the_one_who_is_next(base, town, now, made, who, note):
    number = made(base, now, town)
    with base.reading() as session:
        for each in (FINANCE, REVIEWER, COLLEGE, COUNCIL, COORDINATOR, ZUID_COORDINATOR, ADMINISTRATOR):
            found = work_of(session, each, now)
            assert [item.note.text for item in found] == ([note] if each == who else [])
            assert all(item.values == {"plan_id": number} for item in found)


def test_the_reviewer_is_asked_until_there_is_advice(base, town, now):
    number = confirmed_plan(base, now, town)
    did(base, take_in, FINANCE, now, number)
    did(base, ask_maintenance, FINANCE, now, number)
    with base.reading() as session:
        assert len(work_of(session, REVIEWER, now)) == 1
        assert work_of(session, FINANCE, now) == []


def test_the_work_list_page_shows_it_with_its_day(client, base, town, now):
    confirmed_plan(base, now, town)
    client.sign_in(FINANCE)
    page = plain(client.get("/werk"))
    assert "Grote projecten die op u wachten" in page
    assert "Pak dit plan van € 180.000 op" in page


def test_every_step_has_its_mail_in_both_languages(app, base, town, now):
    granted_plan(base, now, town)
    with base.reading() as session:
        found = [taken_out(session, row) for row in session.query(OutboxMail).filter_by(template="capital_step")]
    with app.test_request_context():
        texts = [render_mail(mail).text for mail in found]
    assert len(texts) == 8
    assert (
        "Hierna: wij rekenen uit wat het elk jaar kost. Wij verwachten dat uiterlijk op 28 december 2026." in texts[2]
    )
    assert "de gemeenteraad zegt ja" in texts[-1]
    assert "RB 2026-55" in texts[-1]


def test_the_budget_cycle_is_set_with_its_reason_and_history(client, base, town, now):
    client.sign_in(ADMINISTRATOR)
    assert "Niemand heeft het nog veranderd" in text_of(client.get("/beheer/begrotingscyclus"))
    wrong = client.send("/beheer/begrotingscyclus", {"kadernota_before": "31-2", "begroting_before": "nooit"})
    assert "bestaat niet in elk jaar" in text_of(wrong) or "dag-maand" in text_of(wrong)
    typed = {"kadernota_decided": "25-6", "change_weeks": "8", "reason": "Besluit van de gemeenteraad, RB 2026-4."}
    kept = client.send("/beheer/begrotingscyclus", typed, follow=True)
    assert "De begrotingscyclus is bewaard" in text_of(kept)
    assert "kadernota 25-6, begroting 10-11, wijziging 8 weken" in text_of(kept)
    client.sign_in(COORDINATOR)
    client.page("/beheer/begrotingscyclus", 403)


def test_everything_that_is_wrong_on_a_form_is_said_at_once(client, base, town, now):
    number = confirmed_plan(base, now, town)
    client.sign_in(COORDINATOR)
    answer = send(client, number, "splitsen", {"agreed_on": "", "words": "mooi"})
    form = find_form_in(answer, "splitsen")
    wrong = {each["id"].removesuffix("-error") for each in form.select(".field__error")}
    assert wrong == {
        f"splitsen-{name}" for name in ("title", "summary", "words", "label_1", "cents_1", "upkeep_cents", "agreed_on")
    }


def test_finance_works_out_every_project_again_after_looking_it_over(client, base, town, now):
    number = granted_plan(base, now, town)
    set_rates(base, now, 200, (2030, 300))
    client.sign_in(FINANCE)
    typed = {"from_year": "2030", "reference": "RB 2029-12", "words": WORDS}
    seen = client.send("/werk/grote-projecten/herrekenen", typed)
    # from 2030: 1 % of 162,000, 153,000 … 9,000 is 18 years of on average 855
    assert "2030 tot en met 2047" in plain(seen)
    assert "€ 15.390" in plain(seen)
    data = form_values(find_form_in(seen, "record")) | {"do": ["record"]}
    kept = client.post("/werk/grote-projecten/herrekenen", data=data, follow_redirects=True)
    assert "De komende jaren van 1 project zijn opnieuw uitgerekend" in plain(kept)
    assert "€ 16.860" in plain(client.get(url(number)))
    wrong = client.send("/werk/grote-projecten/herrekenen", {"from_year": "1999", "reference": "", "words": ""})
    assert "Vul het kenmerk" in text_of(wrong)
    client.sign_in(COORDINATOR)
    client.page("/werk/grote-projecten/herrekenen", 403)


def test_a_plan_on_the_route_waits_for_its_coordinator_only_while_something_is_undecided(base, town, now):
    from proposals.queries.work import work_of as plans_of

    number = flagged_plan(base, now, town)
    with base.reading() as session:
        assert [item.kind for item in plans_of(session, COORDINATOR, now)] == ["plan_doubt"]
    confirmed_plan(base, now, town)
    with base.reading() as session:
        assert [item.values for item in plans_of(session, COORDINATOR, now)] == [{"plan_id": number}]

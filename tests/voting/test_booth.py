"""The four screens of the booth, as a browser without JavaScript sees them, in both languages."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from tests.builders.browsing import find_form, form_values, soup_of, text_of
from tests.voting.ballots import MINUTE, ballot_in, urn_of
from voting.rules.codes import printed_code


def enter(client, code):
    return client.send("/stemmen", {"code": printed_code(code.code)})


def places_of(page):
    """The places that one can tick, in the order of the page."""
    return [int(box["value"]) for box in page.select("input[name=plan]")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Kies uw plannen", "Klopt dit?", "U hebt gestemd", "U hebt nog niet gestemd")),
        ("en", ("Choose your plans", "Is this right?", "You have voted", "You have not voted yet")),
    ],
)
def test_a_voter_walks_from_code_to_proof_in_both_languages(client, codes, sqlite_database, language, words):
    choosing, checking, proving, not_yet = words
    assert not_yet in client.page(f"/stemmen?taal={language}").get_text()
    assert enter(client, codes[0]).location == "/stemmen/kiezen"
    assert choosing in text_of(client.get("/stemmen/kiezen"))

    sent = client.send("/stemmen/kiezen", {"plan": ["0", "3"]})
    assert sent.location == "/stemmen/controleren"
    check = text_of(client.get("/stemmen/controleren"))
    assert checking in check
    assert "6.000" in check.replace(",", ".")

    sent = client.send("/stemmen/controleren")
    assert (sent.status_code, sent.location) == (303, "/stemmen/bewijs")
    proof = client.get("/stemmen/bewijs")
    assert proving in text_of(proof)
    assert not_yet not in proof.get_data(as_text=True)
    (row,) = urn_of(sqlite_database)
    assert ballot_in(sqlite_database, row).chosen == (0, 3)
    shown = re.sub(r"\s", "", text_of(proof))
    assert sha256(row.ballot).hexdigest() in shown
    assert ballot_in(sqlite_database, row).check_code.hex() in shown
    # the same again at a reload, and nothing else
    assert client.get("/stemmen/bewijs").status_code == 200
    assert row.tracker.hex() in client.get("/stemmen/bewijs.txt").get_data(as_text=True)


def test_the_choice_survives_what_does_not_fit_and_is_refused_with_every_sign_kept(client, codes):
    enter(client, codes[0])
    # 4,000 + 3,000 + 3,000 + 2,000 is 2,000 more than the pot
    refused = client.send("/stemmen/kiezen", {"plan": ["0", "1", "2", "3"]})

    assert refused.status_code == 422
    assert "2.000" in text_of(refused)
    ticked = form_values(find_form(soup_of(refused), 0))["plan"]
    assert sorted(ticked) == ["0", "1", "2", "3"]
    # and it is still there at another visit to the page
    assert sorted(form_values(find_form(client.page("/stemmen/kiezen"), 0))["plan"]) == ["0", "1", "2", "3"]


def test_plans_that_are_exactly_the_pot_go_on(client, codes):
    enter(client, codes[0])
    assert client.send("/stemmen/kiezen", {"plan": ["0", "1", "2"]}).location == "/stemmen/controleren"


@pytest.mark.parametrize("plan", ["7", "-1", "abc", "1e1", "9" * 400, "²"])
def test_a_plan_that_is_not_on_this_ballot_is_refused_and_the_others_stay(client, codes, plan):
    enter(client, codes[0])
    refused = client.send("/stemmen/kiezen", {"plan": ["1", plan]})

    assert refused.status_code == 422
    assert form_values(find_form(soup_of(refused), 0))["plan"] == ["1"]


def test_voters_see_the_plans_of_their_own_area_alone(client, codes, open_vote):
    enter(client, codes[2])
    page = client.page("/stemmen/kiezen")

    assert sorted(places_of(page)) == [0, 1]
    assert "Feest 1 in WK040204" in page.get_text()
    assert "WK040208" not in page.get_text()


def test_the_order_is_of_the_voters_own_and_the_same_at_every_return(client, codes):
    enter(client, codes[0])
    first = places_of(client.page("/stemmen/kiezen"))
    assert places_of(client.page("/stemmen/kiezen")) == first
    enter(client, codes[0])
    assert places_of(client.page("/stemmen/kiezen")) == first


def test_a_blank_vote_asks_whether_that_is_meant(client, codes, sqlite_database):
    enter(client, codes[0])
    assert client.send("/stemmen/kiezen").location == "/stemmen/controleren"
    refused = client.send("/stemmen/controleren")
    assert refused.status_code == 422
    assert urn_of(sqlite_database) == []

    assert client.send("/stemmen/controleren", {"blank": "1"}).location == "/stemmen/bewijs"
    (row,) = urn_of(sqlite_database)
    assert ballot_in(sqlite_database, row).chosen == ()


def vote_for(client, code, *plans):
    enter(client, code)
    client.send("/stemmen/kiezen", {"plan": [str(plan) for plan in plans]})
    return client.send("/stemmen/controleren")


def test_voting_again_needs_the_code_and_does_not_show_the_earlier_choice(client, codes, sqlite_database):
    vote_for(client, codes[0], 0)
    # who goes back a page finds the proof, not a page that says nothing was sent
    assert client.get("/stemmen/kiezen").location == "/stemmen/bewijs"
    assert "U hebt nog niet gestemd" not in client.page("/stemmen").get_text()
    enter(client, codes[0])
    assert "plan" not in form_values(find_form(client.page("/stemmen/kiezen"), 0))
    vote_for(client, codes[0], 1)

    assert "vorige" in text_of(client.get("/stemmen/bewijs"))
    (row,) = urn_of(sqlite_database)
    assert ballot_in(sqlite_database, row).chosen == (1,)


def test_the_button_pressed_twice_casts_once(client, codes, sqlite_database):
    enter(client, codes[0])
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    form = form_values(find_form(client.page("/stemmen/controleren"), 0))
    assert client.post("/stemmen/controleren", data=form).location == "/stemmen/bewijs"
    assert client.post("/stemmen/controleren", data=form).location == "/stemmen/bewijs"

    (row,) = urn_of(sqlite_database)
    assert row.sequence == 1


def test_a_shared_tablet_is_wiped_with_one_button(client, codes):
    enter(client, codes[0])
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    cleared = client.send("/stemmen/kiezen", {"plan": ["0"]}, button="action=clear", follow=True)
    assert "Uw keuze is gewist" in text_of(cleared)
    assert "plan" not in form_values(find_form(soup_of(cleared), 0))

    stopped = client.send("/stemmen/kiezen", form=1, follow=True)
    assert "Op dit apparaat staat niets meer" in text_of(stopped)
    assert client.get("/stemmen/kiezen").location == "/stemmen?opnieuw=1"


def test_the_proof_is_gone_with_its_next_step(client, codes):
    vote_for(client, codes[0], 0)
    client.send("/stemmen/bewijs")
    assert client.get("/stemmen/bewijs").location == "/stemmen?opnieuw=1"
    assert client.get("/stemmen/bewijs.txt").location == "/stemmen?opnieuw=1"


def test_half_an_hour_can_be_made_longer_without_losing_the_choice(client, codes, at, open_vote):
    enter(client, codes[0])
    at(open_vote.begun_at + 29 * MINUTE)
    longer = client.send("/stemmen/kiezen", {"plan": ["2"]}, button="action=longer", follow=True)
    assert form_values(find_form(soup_of(longer), 0))["plan"] == ["2"]
    client.send("/stemmen/kiezen")
    at(open_vote.begun_at + 57 * MINUTE)
    client.send("/stemmen/controleren", form=1)
    at(open_vote.begun_at + 80 * MINUTE)
    assert client.send("/stemmen/controleren", {"blank": "1"}).location == "/stemmen/bewijs"


def test_after_half_an_hour_the_visit_is_over(client, codes, at, open_vote):
    enter(client, codes[0])
    at(open_vote.begun_at + 30 * MINUTE)
    assert client.get("/stemmen/kiezen").location == "/stemmen?opnieuw=1"
    assert "uw tijd is om" in text_of(client.get("/stemmen?opnieuw=1"))


def test_the_five_minutes_after_closing_are_for_who_began_before(client, codes, at, open_vote):
    at(open_vote.closes_at - MINUTE)
    enter(client, codes[0])
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    at(open_vote.closes_at + 4 * MINUTE)
    assert "minuten" in text_of(client.get("/stemmen/controleren"))
    no_entry = client.get("/stemmen")
    assert "U bent op tijd begonnen" in text_of(no_entry)
    assert not soup_of(no_entry).select("input[name=code]")
    assert client.send("/stemmen/controleren").location == "/stemmen/bewijs"


def test_after_the_five_minutes_the_page_says_closed_and_nothing_is_cast(client, codes, at, open_vote, sqlite_database):
    at(open_vote.closes_at - MINUTE)
    enter(client, codes[0])
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    page = client.page("/stemmen/controleren")
    at(open_vote.closes_at + 5 * MINUTE)
    closed = client.post("/stemmen/controleren", data=form_values(find_form(page, 0)))

    assert closed.status_code == 409
    assert "De stemming is gesloten" in text_of(closed)
    assert urn_of(sqlite_database) == []
    assert "Bekijk de uitslag" in text_of(client.get("/stemmen"))


def test_before_the_vote_opens_the_page_says_when(client, codes, at, open_vote):
    at(open_vote.opens_at - MINUTE)
    page = client.get("/stemmen")
    assert "U kunt stemmen voor “Buurtbudget 2026” vanaf" in text_of(page)
    assert not soup_of(page).select("input[name=code]")


def test_every_screen_has_the_help_number_and_is_kept_by_nobody(client, codes):
    answers = [client.get("/stemmen"), enter(client, codes[0]), client.get("/stemmen/kiezen")]
    answers += [client.send("/stemmen/kiezen", {"plan": ["0"]}), client.get("/stemmen/controleren")]
    answers += [client.send("/stemmen/controleren"), client.get("/stemmen/bewijs"), client.get("/stemmen/bewijs.txt")]

    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        if answer.status_code == 200 and answer.mimetype == "text/html":
            assert "14 035" in answer.get_data(as_text=True)

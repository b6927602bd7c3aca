"""Two requests to take over a task, from the first screen to the end, in a browser; every day was counted by hand.

Easter is 28 March 2027 (Good Friday 26 March, Easter Monday 29 March); summer time begins that same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from accounts.services.organisations import NewOrganisation, make_organisation
from logbook.actors import Role
from tests.browser.telling import Telling, next_screen, number_in, put
from tests.browser.walking import look_at, send, text_of
from tests.builders.moved import MovedSite
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, add_year
from tests.challenges.requests import CLERK, REVIEWER, do, make_place


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def moved(sqlite_database, tmp_path) -> Iterator[MovedSite]:
    begins = on(2026, 9, 28)
    make_place(sqlite_database, begins, objection_committee=True)
    add_year(sqlite_database, begins, 2027)
    with sqlite_database.writing() as session:
        add_person(session, OTHER_CLERK, begins)
    running = MovedSite(sqlite_database, tmp_path, begins)
    yield running
    running.site.stop()


@pytest.fixture
def story(moved, visit) -> Telling:
    return Telling(moved, visit(moved.site, 390), visit(moved.site, 1280))


# did not prepare the decision
OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)
DECISION = {
    "motivation": "De stichting kan het groen goed onderhouden, voor hetzelfde geld.",
    "legal_basis": "Participatieverordening, artikel 12", "reference": "BW 2027-31",
}  # fmt: skip
AGREEMENT = {
    "result": "Het park is heel het jaar verzorgd.", "their_promises": "Wij maaien en snoeien.",
    "our_promises": "De gemeente levert het gereedschap.", "theme": "green", "first_day": "2027-05-01",
    "last_day": "2029-04-30", "cents": "18.000", "paying_area": MEENT, "year": "2027",
    "reporting": "Elk jaar in januari een verslag.", "stopping": "Beide kanten kunnen stoppen na drie maanden.",
}  # fmt: skip


def write_request(story: Telling, moment: datetime, whom: str | None, title: str) -> None:
    """The six screens, from the public page on, and the check before sending."""
    page = story.by(RESIDENT, moment)
    page.goto("/uitdaagrecht")
    send(page, "main a[href='/mijn/verzoeken']")
    send(page, "#start button")
    who = {"contact_name": "Demo-bewoner", "legal_form": "now" if whom else "at_take_over"}
    next_screen(page, **who, **({"organisation_id": whom} if whom else {}))
    next_screen(page, title=title, task="Het maaien en snoeien van het park.", area_code=MEENT)
    next_screen(page, ways=["better", "more_social"], why_better="Wij kennen de buurt en doen het samen.",
                experience="Wij onderhouden al vijf jaar de moestuin.", quality="Elk kwartaal een ronde.")  # fmt: skip
    look_at(page)
    next_screen(page, support="Tachtig buren tekenden de lijst die erbij zit.")
    next_screen(page, cost_cents="18.000", cost_explained="Een offerte en twee vaste krachten.")
    next_screen(page, cooperation="Een plek voor gereedschap.")
    story.number = number_in(page)
    page.set_input_files("[name=file]", {"name": "lijst.png", "mimeType": "image/png", "buffer": photo()})
    put(page, "title", "Lijst met handtekeningen")
    put(page, "visible", "private")
    send(page, "#add button[type=submit]")
    assert "Lijst met handtekeningen" in text_of(page)
    look_at(page)
    send(page, "main .form-actions a.button")
    look_at(page)


def photo() -> bytes:
    held = BytesIO()
    Image.new("RGB", (60, 40), "white").save(held, "PNG")
    return held.getvalue()


def test_a_foundation_takes_over_the_green_upkeep_of_a_park(story, moved):
    new = NewOrganisation("Demo-stichting Het Park", "foundation", "12 34 56 78")
    foundation = do(moved.database, make_organisation, RESIDENT, on(2027, 1, 11), new)

    # Monday 1 February: received. Eight weeks end on Easter Monday: the last day is Tuesday 30 March
    write_request(story, on(2027, 2, 1), str(foundation), "Het groen van het park")
    send(story.phone, "#send button")
    assert "30 maart 2027 (nog 57 dagen)" in text_of(story.phone)
    look_at(story.phone)

    # Monday 8 February: something is missing; four weeks for it, and the clock stands from Tuesday
    story.works(COORDINATOR, on(2027, 2, 8), "check")
    story.works(COORDINATOR, on(2027, 2, 8), "ask_completion", reason="Wat kost het per jaar?")
    page = story.own(RESIDENT, on(2027, 2, 9))
    assert "De termijn staat stil" in text_of(page)
    assert "8 maart 2027" in text_of(page)
    look_at(page)

    # Wednesday 24 February: completed. It stood 15 days, so the last day is 29 March + 15 = Tuesday 13 April
    page = story.own(RESIDENT, on(2027, 2, 24))
    send(page, "main a:has-text('Vul uw verzoek aan')")
    page.fill("[name=cost_explained]", "Per jaar 18.000 euro: een offerte en twee vaste krachten.")
    send(page, "#complete .form-actions button")
    assert "13 april 2027 (nog 48 dagen)" in text_of(page)
    page.locator("summary:has-text('Hoe komen wij aan deze dag?')").click()
    assert "Van 9 februari 2027 tot en met 23 februari 2027" in text_of(page)
    assert "15 dagen" in text_of(page)

    # the first talk on its last day, advice, and a decision a week before the last day
    story.works(COORDINATOR, on(2027, 2, 25), "admit")
    story.works(COORDINATOR, on(2027, 3, 1), "talk", on_day="2027-03-01", summary="Wij liepen samen door het park.")
    story.works(COORDINATOR, on(2027, 3, 1), "facts", current_executor="Groen BV", current_cost_cents="18.000",
                procurement_check="Onder de grens.", state_aid_check="Geen staatssteun.")  # fmt: skip
    story.works(COORDINATOR, on(2027, 3, 2), "assess", teams="Groen", answer_by="2027-03-16")
    story.works(REVIEWER, on(2027, 3, 16), "advice", team="Groen", outcome="positive", text="De buurt kan dit goed.")
    look_at(story.works(COORDINATOR, on(2027, 3, 16), "close_advice"))
    page = story.by(CLERK, on(2027, 4, 6))
    page.goto("/werk")
    assert "Het groen van het park" in text_of(page)
    story.works(CLERK, on(2027, 4, 6), "grant", **DECISION, decided_on="2027-04-06", announced_on="2027-04-06",
                cents="18.000")  # fmt: skip
    public = story.everyone_reads(on(2027, 4, 7))
    assert "Wij besloten op 6 april 2027. Dat was op tijd: wij hadden tot en met 13 april 2027." in public
    assert "Lijst met handtekeningen" not in public
    look_at(story.phone)

    # the decision is a letter: until when one can object stands in it
    page = story.own(RESIDENT, on(2027, 4, 8))
    send(page, "main section[aria-labelledby=letters] li:first-of-type a")
    assert "uiterlijk op 18 mei 2027" in text_of(page)
    look_at(page)

    # April: both sides agree, and it is a deal with its money
    story.works(COORDINATOR, on(2027, 4, 7), "draft_agreement")
    story.works(COORDINATOR, on(2027, 4, 8), "agreement", **AGREEMENT)
    page = story.own(RESIDENT, on(2027, 4, 12))
    look_at(page)
    send(page, "#confirm-form button")
    story.works(COORDINATOR, on(2027, 4, 14), "agree")
    public = story.everyone_reads(on(2027, 5, 1))
    assert "Overgenomen" in public
    assert "De gemeente levert het gereedschap." in public
    look_at(story.phone)

    # a year later both sides look back, and go on
    story.works(COORDINATOR, on(2028, 4, 18), "evaluate")
    story.works(COORDINATOR, on(2028, 4, 25), "conclude", outcome="continue", on_day="2028-04-20",
                text="Het park staat er goed bij en de buurt doet mee.")  # fmt: skip
    public = story.everyone_reads(on(2028, 4, 26))
    assert re.search(r"20 april 2028.*Het park staat er goed bij", public)


def test_a_refused_request_of_a_group_whose_objection_is_upheld(story):
    # Friday 2 October 2026: received. Eight weeks: Friday 27 November
    write_request(story, on(2026, 10, 2), None, "Het groen rond het plein")
    send(story.phone, "#send button")
    assert "27 november 2026 (nog 56 dagen)" in text_of(story.phone)
    story.works(COORDINATOR, on(2026, 10, 5), "check")
    story.works(COORDINATOR, on(2026, 10, 6), "admit")
    story.works(COORDINATOR, on(2026, 10, 15), "talk", on_day="2026-10-15", summary="Wij liepen samen over het plein.")
    story.works(COORDINATOR, on(2026, 10, 15), "facts", current_executor="Groen BV", current_cost_cents="18.000",
                procurement_check="Onder de grens.", state_aid_check="Geen staatssteun.")  # fmt: skip
    story.works(COORDINATOR, on(2026, 10, 20), "assess", teams="Groen", answer_by="2026-11-03")
    story.works(REVIEWER, on(2026, 11, 2), "advice", team="Groen", outcome="negative", text="Wij twijfelen nog.")
    story.works(COORDINATOR, on(2026, 11, 2), "close_advice")

    # Friday 20 November: refused. The sixth Friday after it is New Year's Day: objecting until Monday 4 January
    page = story.by(CLERK, on(2026, 11, 20))
    page.goto(f"/werk/uitdaagrecht/{story.number}")
    refusal = {
        "motivation": "Er is te weinig steun in de buurt.", "legal_basis": "Participatieverordening, artikel 12",
        "reference": "BW 2026-91", "decided_on": "2026-11-20", "announced_on": "2026-11-20", "grounds": ["no_support"],
    }  # fmt: skip
    page.locator("#refuse-form").locator("xpath=ancestor::details").first.locator("summary").first.click()
    page.locator("#refuse-form details", has_text="Er is niet genoeg steun").locator("summary").click()
    story.sends(page, "refuse", **refusal, **{"grounds-no_support": "Op de lijst staan geen namen uit de buurt."})
    public = story.everyone_reads(on(2026, 11, 21))
    assert "Bezwaar maken kan tot en met 4 januari 2027." in public
    assert "Op de lijst staan geen namen uit de buurt." in public
    look_at(story.phone)

    # Monday 4 January: on the last day the group objects. With a committee there is an answer by Tuesday 30 March,
    # because twelve weeks end on Easter Monday
    page = story.by(RESIDENT, on(2027, 1, 4))
    page.goto(f"/uitdaagrecht/{story.number}")
    send(page, "main a:has-text('Bezwaar maken tegen dit besluit')")
    assert "30 maart 2027" in text_of(page)
    look_at(page)
    put(page, "name", "Demo-bewoner")
    put(page, "interest", "Wij vroegen het zelf en willen het doen.")
    put(page, "grounds", "Er staan tachtig buren uit de buurt op de lijst.")
    send(page, "#object button[type=submit]")
    objection = number_in(page)
    look_at(page)

    # asked on Friday 8 January, answered on Monday 18: it stood 9 days, so the answer comes by 29 March + 9 = 7 April
    story.hears(OTHER_CLERK, on(2027, 1, 8), objection, "ask_repair", until="2027-01-22", reason="Stuur de lijst mee.")
    page = story.by(RESIDENT, on(2027, 1, 18))
    page.goto(f"/mijn/bezwaren/{objection}")
    story.sends(page, "repair", addition="De lijst met tachtig namen zit hierbij.")
    assert "7 april 2027" in text_of(page)

    # the clerk who refused may not handle it; another one hears the group and upholds the objection
    page = story.by(CLERK, on(2027, 1, 19))
    page.goto(f"/werk/bezwaren/{objection}")
    assert "U mag dit bezwaar niet behandelen" in text_of(page)
    look_at(story.hears(OTHER_CLERK, on(2027, 1, 19), objection, "admit"))
    story.hears(OTHER_CLERK, on(2027, 1, 20), objection, "invite", on_day="2027-02-03", place="10.00 uur, raadhuis")
    story.hears(OTHER_CLERK, on(2027, 2, 3), objection, "report", report="De groep liet de lijst zien.")
    story.hears(OTHER_CLERK, on(2027, 3, 2), objection, "decide", step="uphold", legal_basis="Awb 7:11",
                motivation="De lijst lag er wel.", reference="BZW 2027-4", announced_on="2027-03-02")  # fmt: skip
    public = story.everyone_reads(on(2027, 3, 3))
    assert "Het bezwaar is gegrond" in public
    assert "Er staan tachtig buren" not in public
    look_at(story.phone)

    # the decision is taken again, and this time the group takes the task over
    story.works(CLERK, on(2027, 3, 8), "grant", **DECISION, decided_on="2027-03-08", announced_on="2027-03-08",
                cents="18.000")  # fmt: skip
    story.works(COORDINATOR, on(2027, 3, 9), "draft_agreement")
    story.works(COORDINATOR, on(2027, 3, 10), "agreement", **AGREEMENT)
    send(story.own(RESIDENT, on(2027, 3, 12)), "#confirm-form button")
    story.works(COORDINATOR, on(2027, 3, 15), "agree")
    public = story.everyone_reads(on(2027, 3, 16))
    assert "Dit besluit kwam na een bezwaar tegen besluit 1." in public
    assert "Overgenomen" in public

"""Two requests to take over a task, from the first screen to the end, in a browser; every day was counted by hand.

Easter is 28 March 2027 (Good Friday 26 March, Easter Monday 29 March); summer time begins that same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from accounts.services.organisations import NewOrganisation, make_organisation
from tests.browser.telling import Telling, next_screen, number_in
from tests.browser.walking import look_at, send, text_of
from tests.builders.moved import MovedSite
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT, add_year
from tests.challenges.requests import CLERK, REVIEWER, do, make_place


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def moved(sqlite_database, tmp_path) -> Iterator[MovedSite]:
    begins = on(2027, 1, 4)
    make_place(sqlite_database, begins)
    add_year(sqlite_database, begins, 2027)
    running = MovedSite(sqlite_database, tmp_path, begins)
    yield running
    running.site.stop()


@pytest.fixture
def story(moved, visit) -> Telling:
    return Telling(moved, visit(moved.site, 390), visit(moved.site, 1280))


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
    look_at(page)


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
    look_at(story.phone)

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

"""What an administrator chooses of letters and reminders: who signs, and how many days before."""

from __future__ import annotations

import pytest

from challenges.queries import challenge_settings
from challenges.services import submit
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, RESIDENT
from tests.challenges.requests import LETTER, do, make_place, sent_letters, write_draft

URL = "/beheer/uitdaagrecht"


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    return sqlite_database


def test_the_days_and_who_signs_are_chosen_and_the_next_letter_bears_the_name(client, place, now):
    client.sign_in(ADMINISTRATOR)
    assert client.page(URL).find(id="remind_before")["value"] == "14, 7, 2"
    given = {"remind_before": "3, 10,10", "signed_by": "A. Demo, hoofd wijken", "ground": "Verordening 2027"}
    assert client.send(URL, given, form="settings").status_code == 302
    with place.reading() as session:
        chosen = challenge_settings(session)
        assert (chosen.remind_before, chosen.signed_by) == ((10, 3), "A. Demo, hoofd wijken")
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    client.send(f"/mijn/verzoeken/{number}/versturen", form="send")
    page = text_of(client.get("/brieven/1"))
    assert "Namens burgemeester en wethouders (Hilversum) A. Demo, hoofd wijken" in page


@pytest.mark.parametrize("wrong", ["", "veel", "0", "61", "1,2,3,4,5,6", "-7", "7;2"])
def test_days_that_cannot_be_are_told_at_their_field_and_stay(client, place, wrong):
    client.sign_in(ADMINISTRATOR)
    answer = client.send(URL, {"remind_before": wrong, "ground": "Verordening 2027"}, form="settings")
    assert answer.status_code == 200
    assert "getallen" in text_of(answer)
    with place.reading() as session:
        assert challenge_settings(session).remind_before == (14, 7, 2)


def test_nobody_signs_by_name_until_somebody_is_chosen(place, now):
    number = write_draft(place, now)
    do(place, submit, RESIDENT, now, number, 1, LETTER)
    assert '"closing": ["Kind regards,", "On behalf of mayor and aldermen ()"]' in sent_letters(place)[0].content

"""The pages of attachments and support in a browser without JavaScript: added, read, closed, supported, counted."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from accounts.models import Attempt
from accounts.rules.limits import Kind
from challenges.models import ChallengeAttachment
from challenges.services import withdraw
from challenges.services.attaching import NewAttachment, SentFile, add_attachment
from challenges.services.supporting import hand_in_list, support_challenge
from dialogue.rules.support import NewList
from lives.periods import day_of
from tests.builders.browsing import soup_of, text_of
from tests.builders.people import COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    do,
    make_place,
    send,
    write_draft,
)
from tests.files import made

PDF = made.pdf()


@pytest.fixture
def place(app, sqlite_database, now):
    make_place(sqlite_database, now)
    return sqlite_database


def mine(number):
    return f"/mijn/verzoeken/{number}/bijlagen"


def lists(number):
    return f"/uitdaagrecht/{number}/handtekeningen"


def file_of(number, attachment):
    return f"/uitdaagrecht/{number}/bijlagen/{attachment}"


def add(place, now, number, *, is_private=False, name="Offerte café.pdf", data=PDF, title="Offerte van de hovenier"):
    new = NewAttachment(title, "costs", is_private, SentFile(name, data))
    return do(place, add_attachment, RESIDENT, now, number, new)


def newest(place):
    with place.reading() as session:
        return session.scalars(select(ChallengeAttachment).order_by(ChallengeAttachment.id.desc())).first()


def sent(name="Offerte.pdf", data=PDF):
    return (BytesIO(data), name)


TYPED = {"title": "Offerte van de hovenier", "shows": "costs", "visible": "public"}


def test_the_last_screen_of_writing_leads_to_attachments_and_that_to_sending(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    answer = client.send(f"/mijn/verzoeken/{number}/schrijven/together", form="write")
    assert answer.location == mine(number)
    page = client.page(mine(number))
    assert page.select_one(f'a.button[href="/mijn/verzoeken/{number}/versturen"]') is not None
    answer = client.send(mine(number), {**TYPED, "file": sent()}, form="add", follow=True)
    assert "Offerte van de hovenier" in text_of(answer)
    assert "Iedereen kan dit lezen als het verzoek verstuurd is" in text_of(answer)
    add(place, now, number, is_private=True, title="Brief van een buur")
    shown = client.page(f"/mijn/verzoeken/{number}/versturen").select(".link-list li")
    assert ["niet openbaar" in each.get_text() for each in shown] == [False, True]


def test_an_attachment_is_private_unless_one_chooses_otherwise(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    client.send(mine(number), {"title": TYPED["title"], "file": sent()}, form="add")
    assert newest(place).is_private
    client.send(mine(number), form=f"openbaar-{newest(place).id}")
    assert not newest(place).is_private
    client.send(mine(number), form=f"besloten-{newest(place).id}")
    assert newest(place).is_private
    client.send(mine(number), form=f"weg-{newest(place).id}")
    assert newest(place) is None


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Kies een bestand"),
        ("offerte.pdf", "Kies een bestand"),
        (sent(data=b""), "leeg"),
        (sent(data=b"<html><script>alert(1)</script>"), "niet aannemen"),
        (sent("lijst.xlsx", b"PK\x03\x04" + bytes(99)), "rekenblad"),
        (sent(data=made.with_link("javascript:alert(1)")), "link"),
        (sent("foto.jpg", made.picture()[:200]), "plaatje"),
    ],
)
def test_a_file_that_cannot_be_is_told_at_its_field_and_what_was_typed_stays(client, place, now, file, words):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    answer = client.send(mine(number), {**TYPED, **({"file": file} if file else {})}, form="add")
    assert answer.status_code == 200
    page = soup_of(answer)
    assert words in page.select_one("#file-error").get_text()
    assert page.select_one("#title")["value"] == TYPED["title"]
    assert page.select_one("#visible-1").has_attr("checked")
    assert newest(place) is None


def post_large(client, number, size):
    """A form with a large file, its body held in memory."""
    token = client.page(mine(number)).select_one("#add input[name=csrf_token]")["value"]
    values = {**TYPED, "csrf_token": token, "file": FileStorage(BytesIO(b"%PDF-".ljust(size, b"x")), "a.pdf")}
    boundary, body = encode_multipart(values)
    return client.post(mine(number), data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_a_file_of_more_than_five_megabytes_is_told_at_its_field(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    answer = post_large(client, number, 5_000_001)
    assert answer.status_code == 200
    assert "te groot" in soup_of(answer).select_one("#file-error").get_text()
    assert newest(place) is None


def test_what_is_far_too_large_gets_a_page_that_says_so(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    answer = post_large(client, number, 25_000_001)
    assert answer.status_code == 413
    assert "te groot" in text_of(answer)


def test_who_sends_very_many_files_is_asked_to_wait_and_keeps_what_was_typed(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    with place.writing() as session:
        kind, key = Kind.FILE_OF_PERSON.value, RESIDENT.key
        session.add_all(Attempt(kind=kind, source=key, at=now - timedelta(minutes=1)) for _ in range(60))
        session.commit()
    answer = client.send(mine(number), {**TYPED, "file": sent()}, form="add")
    assert "Wacht even" in text_of(answer)
    assert soup_of(answer).select_one("#title")["value"] == TYPED["title"]
    assert newest(place) is None


def test_elsewhere_a_large_request_is_still_refused(client, place, now):
    number = write_draft(place, now)
    client.sign_in(RESIDENT)
    answer = client.send(f"/mijn/verzoeken/{number}/schrijven/task", {"task": "x" * 2_100_000}, form="write")
    assert answer.status_code == 413


def test_a_public_pdf_is_handed_over_to_save_and_runs_nowhere(client, place, now):
    number = send(place, now)
    attachment = add(place, now, number)
    page = client.page(f"/uitdaagrecht/{number}")
    assert page.select_one(f'a[href="{file_of(number, attachment)}"]') is not None
    answer = client.get(file_of(number, attachment))
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Offerte cafe.pdf\"; filename*=UTF-8''Offerte%20caf%C3%A9.pdf"
    )
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get(file_of(number, attachment), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert made.opened(answer.data).pages


def test_a_picture_shows_in_the_browser(client, place, now):
    number = send(place, now)
    attachment = add(place, now, number, name="plein.png", data=made.picture("PNG"))
    answer = client.get(file_of(number, attachment))
    assert answer.content_type == "image/png"
    assert answer.headers["Content-Disposition"] == "inline; filename=plein.png"


READERS = {"applicant": (RESIDENT, 200), "coordinator": (COORDINATOR, 200), "clerk": (CLERK, 200),
           "reviewer": (REVIEWER, 200), "neighbour": (NEIGHBOUR, 404), "finance": (FINANCE, 404),
           "council": (COUNCIL, 404), "another area": (ZUID_ONLY, 404), "nobody": (None, 404)}  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_a_private_file_opens_only_for_whom_it_is_and_is_kept_nowhere(client, place, now, who):
    actor, status = READERS[who]
    number = send(place, now)
    attachment = add(place, now, number, is_private=True)
    if actor is not None:
        client.sign_in(actor)
    answer = client.get(file_of(number, attachment))
    assert answer.status_code == status
    assert "no-store" in answer.headers["Cache-Control"] or status == 404
    assert "Offerte" not in text_of(client.get(f"/uitdaagrecht/{number}"))


def test_a_file_of_a_draft_or_of_another_request_is_not_there(client, place, now):
    draft, number = write_draft(place, now), send(place, now)
    hidden, shown = add(place, now, draft), add(place, now, number)
    for url in (file_of(draft, hidden), file_of(number, hidden), file_of(draft, shown), file_of(number, 999)):
        assert client.get(url).status_code == 404
    client.sign_in(RESIDENT)
    assert client.get(file_of(draft, hidden)).status_code == 200


def test_a_public_file_of_a_withdrawn_request_stays_until_its_applicant_closes_it(client, place, now):
    number = send(place, now)
    attachment = add(place, now, number)
    do(place, withdraw, RESIDENT, now, number)
    assert client.get(file_of(number, attachment)).status_code == 200
    client.sign_in(RESIDENT)
    client.send(mine(number), form=f"besloten-{attachment}")
    client.sign_in(NEIGHBOUR)
    assert client.get(file_of(number, attachment)).status_code == 404


def test_staff_see_everything_marked_and_close_what_should_not_be_public(client, place, now):
    number = send(place, now)
    attachment = add(place, now, number)
    add(place, now, number, is_private=True, title="Brief van een buur")
    client.sign_in(COORDINATOR)
    work = f"/werk/uitdaagrecht/{number}"
    marked = [tag.get_text() for tag in client.page(work).select(".link-list strong")]
    assert marked.count("niet openbaar") == 1
    closing = f"{work}/bijlagen/{attachment}"
    refused = client.send(closing, {"reason": " "}, form="close")
    assert "Vul deze tekst in" in text_of(refused)
    client.send(closing, {"reason": "Er staat een adres in."}, form="close")
    assert "door ons afgeschermd" in text_of(client.get(work))
    assert "Offerte" not in text_of(client.get(f"/uitdaagrecht/{number}"))
    client.sign_in(RESIDENT)
    assert "Er staat een adres in." in text_of(client.get(mine(number)))
    client.sign_in(CLERK)
    client.send(closing, form="close")
    assert "Offerte" in text_of(client.get(f"/uitdaagrecht/{number}"))


@pytest.mark.parametrize("actor", [REVIEWER, ZUID_ONLY, RESIDENT, NEIGHBOUR], ids=["reviewer", "zuid", "own", "other"])
def test_nobody_else_opens_the_page_for_closing(client, place, now, actor):
    number = send(place, now)
    attachment = add(place, now, number)
    client.sign_in(actor)
    assert client.get(f"/werk/uitdaagrecht/{number}/bijlagen/{attachment}").status_code == 403


def test_strangers_do_not_open_the_applicants_page(client, place, now):
    draft, number = write_draft(place, now), send(place, now)
    client.sign_in(NEIGHBOUR)
    assert client.get(mine(draft)).status_code == 404
    assert client.get(mine(number)).status_code == 403
    assert client.get(lists(draft)).status_code == 404
    assert client.get(lists(number)).status_code == 403
    assert client.get(f"/uitdaagrecht/{draft}/steunen").status_code == 404


def test_somebody_who_is_not_signed_in_is_led_to_signing_in_and_comes_back_to_support(client, place, now):
    number = send(place, now)
    url = f"/uitdaagrecht/{number}/steunen"
    assert client.page(f"/uitdaagrecht/{number}").select_one(f'a.button[href="{url}"]') is not None
    answer = client.get(url)
    assert answer.status_code == 302
    assert re.search(r"/inloggen\?next=.*steunen", answer.location)


def test_a_resident_supports_and_takes_it_back_and_everyone_sees_the_figure(client, place, now):
    number = send(place, now)
    url = f"/uitdaagrecht/{number}/steunen"
    client.sign_in(NEIGHBOUR)
    told = text_of(client.send(url, {"home_area": MEENT}, form="support", follow=True))
    assert "1 persoon (van wie 1 in Hilversumse Meent)" in told
    assert "U steunt dit al" in text_of(client.get(url))
    client.delete_cookie("session")
    assert "1 persoon" in text_of(client.get(f"/uitdaagrecht/{number}"))
    client.sign_in(NEIGHBOUR)
    client.send(url, form="take-back")
    client.delete_cookie("session")
    assert "Nog niemand" in text_of(client.get(f"/uitdaagrecht/{number}"))


def test_sending_support_twice_counts_once_and_says_so(client, place, now):
    number = send(place, now)
    client.sign_in(NEIGHBOUR)
    url = f"/uitdaagrecht/{number}/steunen"
    page = client.page(url)
    token = page.select_one("#support input[name=csrf_token]")["value"]
    assert client.post(url, data={"csrf_token": token, "home_area": ""}).status_code == 303
    answer = client.post(url, data={"csrf_token": token, "home_area": ""})
    assert "Iedereen telt één keer mee" in text_of(answer)
    wrong = client.post(url, data={"csrf_token": token, "home_area": "nergens"})
    assert wrong.status_code == 200


def test_who_asks_or_handles_it_reads_why_their_support_does_not_count(client, place, now):
    number = send(place, now)
    for actor, url in ((RESIDENT, f"/mijn/verzoeken/{number}"), (COORDINATOR, f"/werk/uitdaagrecht/{number}")):
        client.sign_in(actor)
        assert client.page(url).select_one('a[href$="/steunen"]') is None
        page = client.page(f"/uitdaagrecht/{number}/steunen")
        assert page.find("form", id="support") is None
        assert "telt uw steun hier niet mee" in page.get_text()


def test_a_list_is_handed_in_counted_by_another_and_shown_without_a_name(client, place, now):
    number = send(place, now)
    client.sign_in(RESIDENT)
    typed = {"signatures": "80", "gathered_on": "2026-11-20", "place": "Bij de school"}
    assert "scan" in text_of(client.send(lists(number), typed, form="list"))
    client.send(lists(number), {**typed, "file": sent("lijst.pdf")}, form="list")
    assert "80 handtekeningen" in text_of(client.get(f"/uitdaagrecht/{number}"))
    client.sign_in(COORDINATOR)
    assert "1 lijst moet nog worden geteld" in text_of(client.get(f"/werk/uitdaagrecht/{number}"))
    assert client.page("/werk").select_one(f'a[href="{lists(number)}"]') is not None
    wrong = client.send(lists(number), {"list-1-counted": "5", "list-1-from_area": "6"}, form="count-1")
    assert "niet meer mensen" in text_of(wrong)
    client.send(lists(number), {"list-1-counted": "76", "list-1-from_area": "60"}, form="count-1")
    client.delete_cookie("session")
    told = text_of(client.get(f"/uitdaagrecht/{number}"))
    assert "76 handtekeningen, nageteld door de gemeente (van wie 60 in Hilversumse Meent)" in told
    assert "Bij de school" not in told
    assert "80" not in told


def test_every_page_with_everything_on_it_is_sound_for_everyone(client, place, now):
    number = send(place, now)
    add(place, now, number)
    add(place, now, number, is_private=True)
    do(place, support_challenge, NEIGHBOUR, now, number, MEENT)
    scan = SentFile("lijst.png", made.picture("PNG"))
    do(place, hand_in_list, RESIDENT, now, number, NewList(5, day_of(now), "Op de markt"), scan)
    do(place, hand_in_list, COORDINATOR, now, number, NewList(6, day_of(now), "Aan de balie"), None)
    for actor in (RESIDENT, COORDINATOR, SECOND, CLERK):
        client.sign_in(actor)
        client.page(lists(number))
        client.page(f"/uitdaagrecht/{number}")
    client.page(f"/werk/uitdaagrecht/{number}")
    client.sign_in(RESIDENT)
    client.page(f"/mijn/verzoeken/{number}")
    client.page(mine(number))


def test_a_list_is_taken_away_by_who_handed_it_in(client, place, now):
    number = send(place, now)
    do(place, hand_in_list, RESIDENT, now, number, NewList(5, day_of(now), "Op de markt"), SentFile("a.pdf", PDF))
    client.sign_in(RESIDENT)
    client.send(lists(number), form="take-1")
    assert "Er zijn nog geen lijsten" in text_of(client.get(lists(number)))


def test_an_action_that_is_none_is_not_found(client, place, now):
    number = send(place, now)
    attachment = add(place, now, number)
    client.sign_in(RESIDENT)
    token = client.page(mine(number)).select_one("#add input[name=csrf_token]")["value"]
    for url in (f"{mine(number)}/{attachment}/anders", f"{lists(number)}/1/anders"):
        assert client.post(url, data={"csrf_token": token}).status_code == 404

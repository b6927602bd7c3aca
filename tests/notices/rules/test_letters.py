"""The one text in which a letter is kept: in words, in its language, and never anything but words."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lives.messages import Day, msg
from notices.rules.letters import (
    Addressee,
    Facts,
    Heading,
    LetterText,
    Paragraph,
    Points,
    Quote,
    Sender,
    fingerprint,
    written,
)

SENDER = Sender("Hilversum", "14 035", "buurt@gemeente.example", "A. Demo, teamleider")
TEXT = LetterText(
    "receipt",
    msg("About “%(title)s”", title="100 % groen"),
    msg("You hear on %(day)s.", day=Day(date(2027, 1, 18))),
    (
        Heading(msg("What happens when")),
        Paragraph(msg("You hear on %(day)s.", day=Day(date(2027, 1, 18)))),
        Quote("Eerste regel\n\n- <b>tweede</b> %(regel)s"),
        Points((msg("one"), msg("two"))),
        Facts(((msg("Day"), msg("a day")),)),
    ),
)


def read(to=None, text=TEXT, say=str):
    return json.loads(
        written(text, to or Addressee("Demo-bewoner"), SENDER, "UIT-2026-0001/1", date(2026, 11, 23), say)
    )


def test_everything_that_stands_on_the_paper_is_kept_in_words():
    kept = read()
    assert kept["sender"] == ["Municipality of Hilversum", "14 035", "buurt@gemeente.example"]
    assert kept["reference"] == [["Date", "2026-11-23"], ["Our reference", "UIT-2026-0001/1"], ["Sent", "by post"]]
    assert kept["subject"] == "About “100 % groen”"
    assert kept["closing"] == ["Kind regards,", "On behalf of mayor and aldermen (Hilversum)", "A. Demo, teamleider"]
    assert [block["kind"] for block in kept["blocks"]] == ["heading", "paragraph", "quote", "points", "facts"]
    assert kept["blocks"][1]["text"] == "You hear on 2027-01-18."


def test_what_people_wrote_stays_a_quotation_sign_for_sign():
    assert read()["blocks"][2] == {"kind": "quote", "lines": ["Eerste regel", "- <b>tweede</b> %(regel)s"]}


def test_one_with_an_address_for_mail_goes_by_mail_and_another_on_paper_with_its_lines():
    assert read(Addressee("Ans", ("key",)))["reference"][2] == ["Sent", "by e-mail"]
    on_paper = Addressee("Ans", postal=" Demoweg 1 \n\n1200 AA  Hilversum")
    assert read(on_paper)["to"] == ["Ans", "Demoweg 1", "1200 AA  Hilversum"]


def test_a_letter_is_said_in_the_language_of_who_gets_it():
    kept = read(Addressee("Ans", language="en"), say=lambda message: f"~{message}")
    assert kept["language"] == "en"
    assert kept["blocks"][0]["text"] == "~What happens when"


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_the_same_letter_has_the_same_fingerprint_and_another_text_another(words, name):
    def content(quoted):
        text = LetterText("receipt", TEXT.subject, TEXT.core, (Quote(quoted),))
        return written(text, Addressee(name), SENDER, "UIT-2026-0001/1", date(2026, 11, 23), str)

    assert fingerprint(content(words)) == fingerprint(content(words))
    assert len(fingerprint(content(words))) == 64
    assert fingerprint(content(words)) != fingerprint(content(words + "x"))

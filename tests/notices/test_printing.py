"""Letters as PDF, read back: the whole text, on A4, the same bytes each time and in each process."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from datetime import date

import pikepdf
import pytest

from lives.messages import msg
from notices import printing
from notices.printing import can_print, pdf_of
from notices.rules.letters import Addressee, Facts, Heading, LetterText, Paragraph, Points, Quote, Sender, written
from tests.builders.pdf_text import pages_of
from tests.builders.source import ROOT

pytestmark = pytest.mark.usefixtures("pdf_maker")
NUMBER = "UIT-2026-0001/1"
SENDER = Sender("Hilversum", "14 035", "buurt@gemeente.example")
ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from app import create_app
from notices.printing import pdf_of
from tests.conftest import make_config
with create_app(make_config(Path(), sys.argv[1])).app_context():
    print(hashlib.sha256(pdf_of(sys.argv[2], sys.stdin.read())).hexdigest())
"""
LONG = "\n".join(
    f"Regel {line} van wat er in de buurt over werd gezegd, tot het eind van de regel." for line in range(90)
)


def content(quoted="Wij gaan ervoor: “één” & <b>alles</b>, € 1.250,50.", language="nl"):
    text = LetterText(
        "receipt",
        msg("We received your request"),
        msg("Soon."),
        (
            Heading(msg("What happens when")),
            Paragraph(msg("We received it.")),
            Quote(quoted),
            Points((msg("first"), msg("second"))),
            Facts(((msg("Decision"), msg("18 januari 2027")),)),
        ),
    )
    return written(text, Addressee("Demo-bewoner", ("k",), language), SENDER, NUMBER, date(2026, 11, 23), str)


@pytest.fixture
def printed(app):
    def make(text):
        with app.app_context():
            return pdf_of(NUMBER, text)

    return make


def test_everything_that_is_kept_stands_on_the_paper(printed):
    (page,) = pages_of(printed(content()))
    written_down = ("Municipality of Hilversum", "Demo-bewoner", NUMBER, "2026-11-23", "We received your request",
                    "“één” & <b>alles</b>, € 1.250,50.", "first", "18 januari 2027",
                    "Kind regards,", "1 / 1")  # fmt: skip
    for words in written_down:
        assert words in page, page


def test_a_long_letter_goes_on_over_numbered_pages_and_nothing_is_cut(printed):
    pages = pages_of(printed(content(LONG)))
    assert len(pages) == 4
    assert [page.split()[-3:] for page in pages] == [[str(at), "/", "4"] for at in (1, 2, 3, 4)]
    whole = " ".join(pages)
    assert all(f"Regel {line} van wat" in whole for line in range(90))
    assert "Kind regards," in pages[-1]


def test_it_is_a4_tagged_for_reading_aloud_and_says_its_language_and_title(printed):
    with pikepdf.open(io.BytesIO(printed(content(language="en")))) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
        assert str(pdf.docinfo["/Title"]) == f"We received your request ({NUMBER})"


def test_the_same_letter_gives_the_same_bytes_in_another_process_too(app, printed):
    text = content()
    once = printed(text)
    assert printed(text) == once
    database = app.extensions["database"].url
    other = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, database, NUMBER], input=text, capture_output=True, text=True, cwd=ROOT,
        check=False,
    )  # fmt: skip
    assert other.stdout.strip() == hashlib.sha256(once).hexdigest(), other.stderr
    assert json.loads(text)["subject"] == "We received your request"


def test_where_no_pdf_can_be_made_there_is_none(app, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    printing._maker.cache_clear()
    try:
        with app.app_context():
            assert pdf_of(NUMBER, content()) is None
        assert not can_print()
    finally:
        printing._maker.cache_clear()

"""A letter in a real Chromium: read by who asked, without a fault, and printed on A4 with nothing cut off."""

from __future__ import annotations

import re

from tests.browser.walking import look_at, sign_in, text_of
from tests.builders.pdf_text import pages_of

APPLICANT = "bram@demo.example"


def open_letters(page):
    sign_in(page, APPLICANT)
    page.goto("/mijn/verzoeken/1")
    return [str(link.get_attribute("href")) for link in page.locator("#letters + ul a").all()]


def test_letters_have_no_fault_and_reflow(visit, demo_site, width):
    page = visit(demo_site, width)
    letters = open_letters(page)
    assert len(letters) == 2
    for address in letters:
        page.goto(address)
        look_at(page)
        assert "UIT-2026-0001/" in text_of(page)


def test_a_decision_is_printed_on_a4_with_its_remedy_and_without_the_frame_of_the_site(visit, demo_site):
    page = visit(demo_site, 1280)
    decision, receipt = open_letters(page)
    page.goto(decision)
    kept = [re.sub(r"\s+", "", words) for words in page.locator(".letter p, .letter dd, .letter h2").all_inner_texts()]
    printed = pages_of(page.pdf(prefer_css_page_size=True))
    assert len(printed) == 2
    whole = re.sub(r"\s+", "", "".join(printed))
    assert [words for words in kept if words not in whole] == []
    assert "U kunt bezwaar maken" in " ".join(printed)
    for frame in ("Terug naar het verzoek", "Openen als PDF", "vingerafdruk", "Toegankelijkheid", "Uitslagen"):
        assert frame not in " ".join(printed)
    page.goto(receipt)
    assert len(pages_of(page.pdf(prefer_css_page_size=True))) <= 2

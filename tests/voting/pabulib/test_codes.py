"""Words of files from elsewhere in the codes of the format, held against those that its own checker knows."""

from __future__ import annotations

import pytest
from babel import Locale
from pabulib_helpers.fields_validations import country_name, currency_code, language_code

from voting.services.pabulib.codes import NO_ISO_COUNTRY, READ_IN, in_codes


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Nederland", "Netherlands"),
        ("nederland ", "Netherlands"),
        ("The Netherlands", "Netherlands"),
        ("Holland", "Netherlands"),
        ("NL", "NL"),
        ("Polska", "Poland"),
        ("Schweiz", "Switzerland"),
        ("Russia", "RU"),
        ("Worldwide", "Worldwide"),
        ("Verweggistan", "Verweggistan"),
    ],
)
def test_a_country_bears_its_name_of_the_format(word: str, told: str) -> None:
    assert in_codes({"country": word}) == {"country": told}


def test_every_country_by_its_name_in_every_language_is_one_that_the_checker_knows() -> None:
    names = {
        name
        for locale in READ_IN
        for code, name in Locale(locale).territories.items()
        if len(code) == 2 and code.isalpha() and code not in NO_ISO_COUNTRY
    }
    assert len(names) > 2_000
    assert [name for name in names if country_name(in_codes({"country": name})["country"]) is not True] == []


@pytest.mark.parametrize(("word", "code"), [("Nederlands", "nl"), ("dutch", "nl"), ("NL", "nl"), ("polski", "pl")])
def test_a_language_bears_its_code(word: str, code: str) -> None:
    assert in_codes({"language": word}) == {"language": code}
    assert language_code(code) is True


def test_a_currency_is_in_capitals_and_nothing_else_changes() -> None:
    assert in_codes({"currency": "eur", "unit": "Nederland", "district": ""}) == {
        "currency": "EUR", "unit": "Nederland", "district": "",
    }  # fmt: skip
    assert currency_code("EUR") is True

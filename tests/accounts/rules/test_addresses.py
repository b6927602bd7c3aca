from __future__ import annotations

import pytest

from accounts.rules.addresses import is_address, local_place, normal_address


def test_one_person_has_one_way_of_writing_an_address() -> None:
    assert normal_address("  Jan.Jansen@Voorbeeld.NL ") == "jan.jansen@voorbeeld.nl"
    assert normal_address("ｊａｎ@voorbeeld.nl") == "jan@voorbeeld.nl"


@pytest.mark.parametrize("address", ["jan@voorbeeld.nl", "a+b@c.d.example", "o'brien_x@voorbeeld.nl".replace("'", "")])
def test_what_looks_like_an_address_is_one(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "jan", "jan@", "@voorbeeld.nl", "jan@voorbeeld", "jan@x.nl,piet@x.nl", "jan@x.nl\nbcc: y@z.nl", "j an@x.nl"],
)
def test_what_could_be_something_else_is_no_address(address: str) -> None:
    assert not is_address(address)


def test_an_address_is_at_most_254_signs() -> None:
    assert is_address("a" * 242 + "@voorbeeld.nl"[:12])
    assert not is_address("a" * 250 + "@voorbeeld.nl")


@pytest.mark.parametrize("place", ["/", "/mijn", "/plannen?wijk=oost&page=2", "/plannen/7-een-bank#hulp"])
def test_a_page_of_this_site_is_a_place_to_go_on_to(place: str) -> None:
    assert local_place(place) == place


@pytest.mark.parametrize(
    "place",
    [None, "", "mijn", "//kwaad.example", "/\\kwaad.example", "https://kwaad.example", "/\tx", "/x\\y", "javascript:x"],
)
def test_whatever_could_lead_elsewhere_is_refused(place: str | None) -> None:
    assert local_place(place) is None

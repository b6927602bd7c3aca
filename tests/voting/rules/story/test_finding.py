"""A plan is found by a part of its name, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.story.finding import is_named


@pytest.mark.parametrize("wanted", ["fietstrommels", "fiets trommel", "FIETS  Trommels", "drie-fiets", "3 groene"])
def test_blanks_signs_and_case_do_not_matter(wanted):
    assert is_named("Drie fietstrommels, 3 groene", wanted)


def test_accents_do_not_matter_on_either_side():
    assert is_named("Café in de buurt", "cafe")
    assert is_named("Een reunie", "reünie")


@pytest.mark.parametrize("wanted", ["zwembad", "trommel fiets", "", "  ", "…!"])
def test_other_words_and_no_words_find_nothing(wanted):
    assert not is_named("Drie fietstrommels", wanted)


@given(st.text(alphabet="abcdé 1-", min_size=1).filter(lambda text: any(sign.isalnum() for sign in text)))
def test_every_plan_is_found_by_its_own_name(title):
    assert is_named(title, title)

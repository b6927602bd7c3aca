"""Every sentence has its Dutch, and the check that says so finds each kind of fault."""

from __future__ import annotations

import gettext as standard

import pytest

from translations.catalogue import all_faults, compile_catalogue, entries, faults, same_allowed
from translations.sources import Said, Unreadable, all_said, said_in_python

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: nl\\n"\n\n'


def found_in(folder, said, *files, same=()):
    for number, text in enumerate(files):
        (folder / f"{number}.po").write_text(HEAD + text, encoding="utf-8")
    return list(faults(list(entries(folder)), said, set(same)))


def said(*ids):
    return [Said(each if isinstance(each, tuple) else (each,), "somewhere.py:1") for each in ids]


def test_every_sentence_of_the_product_has_its_dutch():
    assert not all_faults()


def test_the_house_says_hundreds_of_sentences_in_python_and_in_templates():
    places = {each.place.split("/")[0] for each in all_said()}
    assert {"templates", "budget", "voting", "proposals"} <= places
    assert len(list(all_said())) > 300


def test_the_list_of_sentences_that_are_the_same_in_both_languages_stays_short():
    assert len(same_allowed()) <= 30


GOOD = 'msgid "Good morning"\nmsgstr "Goedemorgen"\n'


def test_a_complete_catalogue_has_no_faults(tmp_path):
    assert found_in(tmp_path, said("Good morning"), GOOD) == []


@pytest.mark.parametrize(
    ("ids", "text", "fault"),
    [
        (["Good morning", "Good night"], GOOD, "no Dutch for 'Good night'"),
        ([], GOOD, "nobody says 'Good morning'"),
        (["Good morning"], "#, fuzzy\n" + GOOD, "is fuzzy"),
        (["Good morning"], 'msgid "Good morning"\nmsgstr ""\n', "is empty"),
        (["Good morning"], 'msgid "Good morning"\nmsgstr "Good morning"\n', "is not translated"),
        (["Left: %(sum)s"], 'msgid "Left: %(sum)s"\nmsgstr "Over: %(som)s"\n', "other places for values: som, sum"),
        (["{n} left"], 'msgid "{n} left"\nmsgstr "nog wat"\n', "other places for values: n"),
        ([("one", "many")], 'msgid "one"\nmsgstr "een"\n', "is counted, with 'many'"),
        (
            [("%(n)s day", "%(n)s days")],
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "een dag"\nmsgstr[1] "%(x)s dagen"\n',
            "other places for values: x",
        ),
    ],
)
def test_each_kind_of_fault_is_named(tmp_path, ids, text, fault):
    assert any(fault in each for each in found_in(tmp_path, said(*ids), text))


def test_two_files_may_not_translate_a_sentence_differently(tmp_path):
    other = 'msgid "Good morning"\nmsgstr "Hoi"\n'
    assert any("otherwise at 0.po" in each for each in found_in(tmp_path, said("Good morning"), GOOD, other))
    assert found_in(tmp_path, said("Good morning"), GOOD, GOOD) == []


def test_a_sentence_may_be_the_same_when_the_list_says_so(tmp_path):
    assert found_in(tmp_path, said("Menu"), 'msgid "Menu"\nmsgstr "Menu"\n', same=["Menu"]) == []


def test_sentences_are_found_under_all_their_words_also_when_broken_over_lines():
    source = '_("a" \n "b"); _l("c"); gettext("d"); msg("e", x=1); ngettext("f", "g", 2); site.gettext("h"); other("i")'
    assert [each.ids for each in said_in_python(source, "x.py")] == [
        ("ab",),
        ("c",),
        ("d",),
        ("e",),
        ("f", "g"),
        ("h",),
    ]


def test_a_sentence_that_is_not_written_at_the_call_is_a_fault():
    assert list(said_in_python("_(table[key])", "x.py")) == [Unreadable("x.py:1")]
    assert list(said_in_python('msg(f"{a}")', "x.py")) == [Unreadable("x.py:1")]
    assert list(said_in_python("catalogue.gettext(text)", "x.py")) == []


def test_the_compiled_catalogue_speaks_dutch(tmp_path):
    counted = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] "%(n)s dagen"\n'
    (tmp_path / "a.po").write_text(HEAD + GOOD + "\n" + counted, encoding="utf-8")
    with compile_catalogue(tmp_path).open("rb") as file:
        catalogue = standard.GNUTranslations(file)
    assert catalogue.gettext("Good morning") == "Goedemorgen"
    assert [catalogue.ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == [
        "%(n)s dagen",
        "%(n)s dag",
        "%(n)s dagen",
    ]

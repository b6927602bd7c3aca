"""What is measured is written under its own heading, once, however often it is measured."""

from __future__ import annotations

from bench.sections import with_section, with_table

DOCUMENT = """# Speed

Words.

## Beside others
| a |
| 1 |

Old words.

## As it grows
![a picture](picture.svg)

How it is made.

| b |
| 2 |

After it.

## A million
Words.
"""


def test_a_section_is_replaced_whole_and_its_neighbours_stay() -> None:
    written = with_section(DOCUMENT, "## Beside others", "| a |\n| 9 |")
    assert written == DOCUMENT.replace("| 1 |\n\nOld words.\n", "| 9 |\n")


def test_a_table_is_replaced_and_the_words_around_it_stay() -> None:
    written = with_table(DOCUMENT, "## As it grows", "| b |\n| 8 |\n| 9 |")
    assert written == DOCUMENT.replace("| 2 |", "| 8 |\n| 9 |")


def test_writing_twice_is_writing_once() -> None:
    once = with_table(with_section(DOCUMENT, "## Beside others", "| a |"), "## As it grows", "| b |")
    assert with_table(with_section(once, "## Beside others", "| a |"), "## As it grows", "| b |") == once
    assert once.count("## As it grows") == once.count("| b |") == 1


def test_a_section_that_is_not_there_comes_at_the_end_and_the_last_one_is_replaced_too() -> None:
    assert with_section("# Speed\n", "## New", "told") == "# Speed\n\n## New\ntold\n"
    assert with_table("# Speed\n", "## New", "| a |") == "# Speed\n\n## New\n\n| a |\n"
    assert with_section(DOCUMENT, "## A million", "More.") == DOCUMENT.replace("million\nWords.", "million\nMore.")


def test_a_heading_that_another_one_begins_with_is_left_alone() -> None:
    text = "## Counting: a million\nA.\n\n## Counting\nB.\n"
    assert with_section(text, "## Counting", "C.") == "## Counting: a million\nA.\n\n## Counting\nC.\n"

from __future__ import annotations

from lives.document import DOCUMENT, find_lives, read_dutch, write_document


def test_the_states_document_is_what_the_tables_say() -> None:
    written = write_document(find_lives(), read_dutch().__getitem__)
    assert DOCUMENT.read_text("utf-8") == written, "run: python -m lives.document"


def test_the_document_finds_the_lives_of_plans_and_rounds() -> None:
    assert [life.name for life in find_lives()] == [
        "payment",
        "objection",
        "challenge_report",
        "challenge",
        "deal",
        "route",
        "plan",
        "quick_plan",
        "round",
    ]


def test_every_step_and_state_stands_in_dutch_in_the_document() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert (
        "| het plan versturen (`submit`) | Nog niet verstuurd | Verstuurd | de bedenker "
        "| alle vragen over het plan een antwoord hebben en u in deze ronde plannen kunt insturen "
        "| Regels van de ronde: plannen insturen |"
    ) in text
    assert "    feasible --> on_ballot: het plan op het stembiljet zetten" in text
    assert "    [*] --> concept" in text


def test_a_catalogue_with_quotes_and_long_entries_is_read() -> None:
    dutch = read_dutch()
    assert dutch["The life of a plan"] == "Hoe een plan verloopt"
    assert all(source and target for source, target in dutch.items() if source)

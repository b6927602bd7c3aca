"""The four screens of the booth, as a browser without JavaScript sees them, in both languages."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from tests.builders.browsing import text_of
from tests.voting.ballots import ballot_in, urn_of
from voting.rules.codes import printed_code


def enter(client, code):
    return client.send("/stemmen", {"code": printed_code(code.code)})


def places_of(page):
    """The places that one can tick, in the order of the page."""
    return [int(box["value"]) for box in page.select("input[name=plan]")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Kies uw plannen", "Klopt dit?", "U hebt gestemd", "U hebt nog niet gestemd")),
        ("en", ("Choose your plans", "Is this right?", "You have voted", "You have not voted yet")),
    ],
)
def test_a_voter_walks_from_code_to_proof_in_both_languages(client, codes, sqlite_database, language, words):
    choosing, checking, proving, not_yet = words
    assert not_yet in client.page(f"/stemmen?taal={language}").get_text()
    assert enter(client, codes[0]).location == "/stemmen/kiezen"
    assert choosing in text_of(client.get("/stemmen/kiezen"))

    sent = client.send("/stemmen/kiezen", {"plan": ["0", "3"]})
    assert sent.location == "/stemmen/controleren"
    check = text_of(client.get("/stemmen/controleren"))
    assert checking in check
    assert "6.000" in check.replace(",", ".")

    sent = client.send("/stemmen/controleren")
    assert (sent.status_code, sent.location) == (303, "/stemmen/bewijs")
    proof = client.get("/stemmen/bewijs")
    assert proving in text_of(proof)
    assert not_yet not in proof.get_data(as_text=True)
    (row,) = urn_of(sqlite_database)
    assert ballot_in(sqlite_database, row).chosen == (0, 3)
    shown = re.sub(r"\s", "", text_of(proof))
    assert sha256(row.ballot).hexdigest() in shown
    assert ballot_in(sqlite_database, row).check_code.hex() in shown
    # the same again at a reload, and nothing else
    assert client.get("/stemmen/bewijs").status_code == 200
    assert row.tracker.hex() in client.get("/stemmen/bewijs.txt").get_data(as_text=True)

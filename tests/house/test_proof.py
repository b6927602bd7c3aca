"""The page that names a test for every trap: the tests are there."""

from __future__ import annotations

import re

from tests.builders.source import ROOT, tracked_files

PROOF = (ROOT / "docs/proof.md").read_text(encoding="utf-8")
TRAPS = "tests/voting/test_traps.py"


def functions_in(name):
    return set(re.findall(r"^def (test_\w+)", (ROOT / name).read_text(encoding="utf-8"), re.M))


def test_every_trap_has_the_test_that_the_page_names():
    rows = [line for line in PROOF.splitlines() if line.startswith("| ") and "`test_" in line]
    assert len(rows) >= 20
    for row in rows:
        files = re.findall(r"`(tests/[\w/]+\.py)`", row)
        known = set().union(*(functions_in(name) for name in [TRAPS, *files]))
        assert set(re.findall(r"`(test_\w+)`", row)) - known == set()


def test_every_test_of_a_trap_stands_on_the_page():
    assert functions_in(TRAPS) - set(re.findall(r"`(test_\w+)`", PROOF)) == set()


def test_the_files_that_the_page_names_exist():
    tracked = {str(path.relative_to(ROOT)) for path in tracked_files()}
    named = set(re.findall(r"`((?:bench|tests|docs)/[\w/.-]+\.\w+)`", PROOF))
    assert named
    assert named - tracked == set()

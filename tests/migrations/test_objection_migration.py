"""In an older installation: an objection that was upheld while an agreement runs waits for the end of it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from migrations.upgrade import upgrade
from tests.migrations.test_upgrade import both, empty_database  # noqa: F401

MOMENT = "2026-01-05 10:00:00+00:00"
WORDS = ("title", "task", "ways", "why_better", "experience", "quality", "support", "cost_explained", "cooperation",
         "contact_name")  # fmt: skip
EMPTY = ("target_group", "how_cheaper", "partners", "own_contribution", "risks", "current_executor",
         "procurement_check", "state_aid_check")  # fmt: skip


def add(connection, table, **values):
    names = ", ".join(values)
    connection.execute(
        text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"), values
    )


def add_request(connection, number, state):
    add(
        connection, "challenge", id=number, state=state, version=1, applicant="group", person_key="p",
        legal_form="unknown", cost_cents=0, own_cents=0, own_minutes=0, asked_minutes=0, made_at=MOMENT,
        saved_at=MOMENT, received_at=MOMENT, preset="awb", owes_penalty=True, **dict.fromkeys(WORDS, "x"),
        **dict.fromkeys(EMPTY, ""),
    )  # fmt: skip
    add(
        connection, "challenge_decision", id=number, challenge_id=number, number=1, kind="granted", motivation="x",
        legal_basis="x", body="college", reference="x", can_be_objected_to=True, differs="", granted_cents=0,
        granted_minutes=0, decided_on="2026-01-05", announced_on="2026-01-05", recorded_by_key="k", recorded_at=MOMENT,
    )  # fmt: skip


def add_objection(connection, number, challenge, state, decision):
    is_decided = state == "upheld"
    add(
        connection, "objection", id=number, challenge_id=challenge, decision_id=decision, state=state,
        person_key=f"p{number}", objector_name="x", interest="x", grounds="x", received_on="2026-01-06",
        with_committee=False, excuse="", hearing_report="", no_hearing_reason="",
        motivation="x" if is_decided else "", legal_basis="x" if is_decided else "",
        reference="x" if is_decided else "", announced_on="2026-02-01" if is_decided else None,
        decided_by_key="k" if is_decided else None, filed_at=MOMENT,
    )  # fmt: skip


@pytest.fixture
def old_town(empty_database):  # noqa: F811
    upgrade(empty_database, "0010")
    with empty_database.engine.begin() as connection:
        add_request(connection, 1, "active")
        add_request(connection, 2, "refused")
        add_objection(connection, 1, 1, "upheld", 1)
        add_objection(connection, 2, 1, "filed", 1)
        add_objection(connection, 3, 1, "upheld", None)
        add_objection(connection, 4, 2, "upheld", 2)
    return empty_database


@both
def test_an_objection_upheld_before_waits_for_the_end_of_the_agreement(old_town, database):
    upgrade(old_town)
    with old_town.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, follow_up, grounds, late_reason FROM objection ORDER BY id")).all()
    assert rows == [(1, "end_agreement", "x", ""), (2, "", "x", ""), (3, "", "x", ""), (4, "", "x", "")]

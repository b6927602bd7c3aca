"""Counting a closed vote: the urn's ballots are read once, counted, published and settled in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from database import Database
from logbook.actors import CLOCK
from logbook.services import Act, act
from proposals.services import record_outcome
from rounds.models import RoundArea
from voting.models import BallotBox, CountedBallot, Credential, Result
from voting.rules.count import count, rules_beside
from voting.rules.election import BallotGroup, Election
from voting.rules.outcome import Count
from voting.rules.record import count_as_json
from voting.rules.spec import SpecArea, election_without_ballots, read_spec, rule_of
from voting.rules.version import VERSION
from voting.services.closing import close_round
from voting.services.frozen import FrozenRound
from voting.services.opening import ROWS_AT_ONCE, Opened, open_urn


def count_when_closed(database: Database, round_id: int, now: datetime) -> None:
    """Close and count a round whose time has passed, if nobody did; else nothing happens."""
    with database.reading() as session:
        state = session.scalar(select(BallotBox.state).where(BallotBox.round_id == round_id))
    if state is None or state == "published":
        return
    if close_round(database, round_id, now):
        with database.writing() as session:
            count_round(session, now, round_id)


def count_round(session: Session, now: datetime, round_id: int) -> None:
    """Count a closed round and publish it: counted ballots, results, the winners' money. Once, whoever comes first."""
    with act(session, CLOCK, now, "count_round", ground="closing time", subject=f"round:{round_id}") as a:
        published = update(BallotBox).where(BallotBox.round_id == round_id, BallotBox.state == "closed")
        if session.execute(published.values(state="published")).rowcount != 1:  # type: ignore[attr-defined]
            a.facts["counted_before"] = True
            return
        box = session.get_one(BallotBox, round_id)
        frozen = FrozenRound(box.spec_hash, read_spec(box.spec))
        for area in frozen.spec.areas:
            counted = _count_area(a, frozen, area)
            a.facts[area.code] = {"winners": [*counted.winners, *counted.granted], "ballots": counted.n + counted.blank}
            if not frozen.spec.is_reference:
                _settle(a, round_id, area, counted)


def _count_area(a: Act, frozen: FrozenRound, area: SpecArea) -> Count:
    opened = open_urn(a.session, frozen, area.code)
    _keep(a.session, frozen.spec.round_id, area.code, opened.valid)
    election = _election(area, opened)
    rule = rule_of(frozen.spec)
    counted = count(election, rule)
    record = _record(a.session, frozen, area, opened)
    record["count"] = count_as_json(counted, election, rule)
    record["beside"] = [
        count_as_json(count(election, other), election, other) for other in rules_beside(rule, election.kind)
    ]
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    a.session.add(
        Result(
            round_id=frozen.spec.round_id,
            area_code=area.code,
            record=text,
            record_hash=hashlib.sha256(text.encode()).hexdigest(),
            published_at=a.now,
        )
    )
    return counted


def _keep(session: Session, round_id: int, area_code: str, ballots: list[tuple[str, tuple[int, ...]]]) -> None:
    for start in range(0, len(ballots), ROWS_AT_ONCE):
        rows = [
            {
                "round_id": round_id,
                "area_code": area_code,
                "position": start + number,
                "check_code": check_code,
                "choices": ",".join(map(str, chosen)),
            }
            for number, (check_code, chosen) in enumerate(ballots[start : start + ROWS_AT_ONCE])
        ]
        session.execute(insert(CountedBallot), rows)


def _election(area: SpecArea, opened: Opened) -> Election:
    ballots = Counter(chosen for _code, chosen in opened.valid)
    groups = tuple(BallotGroup(chosen, voters) for chosen, voters in sorted(ballots.items()) if chosen)
    empty = election_without_ballots(area)
    return replace(empty, ballots=groups, blank=ballots[()], invalid=opened.invalid.total())


def _record(session: Session, frozen: FrozenRound, area: SpecArea, opened: Opened) -> dict[str, Any]:
    lines = "\n".join(f"{code};{','.join(map(str, chosen))}" for code, chosen in opened.valid)
    handed_out = (Credential.round_id == frozen.spec.round_id, Credential.area_code == area.code)
    issued = select(func.count()).select_from(Credential).where(*handed_out, Credential.state != "withdrawn")
    return {
        "version": VERSION,
        "round": frozen.spec.title,
        "area": area.code,
        "currency": frozen.spec.currency,
        "spec_hash": frozen.spec_hash,
        "input_hash": hashlib.sha256(lines.encode()).hexdigest(),
        "turnout": {"issued": session.scalars(issued).one(), "ballots": len(opened.valid)},
        "invalid": {reason.value: number for reason, number in sorted(opened.invalid.items())},
        "plans": {
            plan.id: {"title": plan.title, "proposal": plan.proposal, "category": plan.category} for plan in area.plans
        },
    }


def _settle(a: Act, round_id: int, area: SpecArea, counted: Count) -> None:
    """The winners' money stays ring-fenced, now for each plan; the rest is free again."""
    account_id = a.session.scalars(select(RoundArea.account_id).filter_by(round_id=round_id, area_code=area.code)).one()
    assert account_id is not None  # sealing a real round demands it
    won = {*counted.winners, *counted.granted}
    pot = f"round:{round_id}"
    for plan in area.plans:
        assert plan.proposal is not None
        record_outcome(a, plan.proposal, plan.id in won)
        if plan.id in won and plan.cost_cents:
            commit_money(a, account_id, MovementKind.AWARD, plan.cost_cents, Ground.RESULT,
                         from_subject=pot, to_subject=f"plan:{plan.proposal}")  # fmt: skip
    if counted.left_cents:
        commit_money(a, account_id, MovementKind.RELEASE, counted.left_cents, Ground.NOT_DIVIDED,
                     from_subject=pot)  # fmt: skip

"""Counting a closed vote: the urn's ballots are read once, counted, published and settled in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from budget.rules.ledger import MovementKind
from budget.services import commit_money
from database import Database
from logbook.actors import CLOCK
from logbook.services import Act, act
from proposals.services import record_outcome
from rounds.models import RoundArea
from voting.models import BallotBox, CountedBallot, Credential, Result, Urn
from voting.rules.ballot import Ballot, BallotForm, decode_ballot
from voting.rules.count import count, rules_beside
from voting.rules.election import BallotGroup, Election
from voting.rules.outcome import Count
from voting.rules.record import count_as_json
from voting.rules.spec import Spec, SpecArea, election_without_ballots, read_spec, rule_of
from voting.services.closing import close_round

ROWS_AT_ONCE = 2_000


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
        spec = read_spec(box.spec)
        for place, area in enumerate(spec.areas):
            counted = _count_area(a, box, spec, place)
            a.facts[area.code] = {"winners": [*counted.winners, *counted.granted], "ballots": counted.n + counted.blank}
            if not spec.is_reference:
                _settle(a, round_id, area, counted)


def _count_area(a: Act, box: BallotBox, spec: Spec, place: int) -> Count:
    area = spec.areas[place]
    form = BallotForm(bytes.fromhex(box.spec_hash), tuple(len(each.plans) for each in spec.areas))
    # sorted by check code: neither the order of voting nor that of the keys survives
    ballots = sorted((b.check_code.hex(), b.chosen) for b in _ballots(a.session, box, area, form))
    _keep(a.session, box.round_id, area.code, ballots)
    election = _election(area, Counter(chosen for _code, chosen in ballots))
    rule = rule_of(spec)
    counted = count(election, rule)
    record = _record(a.session, box, spec, area, ballots)
    record["count"] = count_as_json(counted, election, rule)
    record["beside"] = [count_as_json(count(election, other), election, other) for other in rules_beside(rule)]
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    a.session.add(
        Result(
            round_id=box.round_id,
            area_code=area.code,
            record=text,
            record_hash=hashlib.sha256(text.encode()).hexdigest(),
            published_at=a.now,
        )
    )
    return counted


def _ballots(session: Session, box: BallotBox, area: SpecArea, form: BallotForm) -> Iterator[Ballot]:
    chosen = select(Urn.ballot).where(Urn.round_id == box.round_id, Urn.area_code == area.code)
    for data in session.scalars(chosen.execution_options(yield_per=ROWS_AT_ONCE)):
        yield decode_ballot(form, data)


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


def _election(area: SpecArea, ballots: Counter[tuple[int, ...]]) -> Election:
    groups = tuple(BallotGroup(chosen, voters) for chosen, voters in sorted(ballots.items()) if chosen)
    return replace(election_without_ballots(area), ballots=groups, blank=ballots[()])


def _record(
    session: Session, box: BallotBox, spec: Spec, area: SpecArea, ballots: list[tuple[str, tuple[int, ...]]]
) -> dict[str, Any]:
    lines = "\n".join(f"{code};{','.join(map(str, chosen))}" for code, chosen in ballots)
    issued = select(func.count()).select_from(Credential).where(
        Credential.round_id == box.round_id, Credential.area_code == area.code, Credential.state != "withdrawn"
    )  # fmt: skip
    return {
        "round": spec.title,
        "area": area.code,
        "currency": spec.currency,
        "spec_hash": box.spec_hash,
        "input_hash": hashlib.sha256(lines.encode()).hexdigest(),
        "turnout": {"issued": session.scalars(issued).one(), "ballots": len(ballots)},
        "plans": {plan.id: {"title": plan.title, "proposal": plan.proposal} for plan in area.plans},
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
            commit_money(a, account_id, MovementKind.AWARD, plan.cost_cents, "result of the vote",
                         from_subject=pot, to_subject=f"plan:{plan.proposal}")  # fmt: skip
    if counted.left_cents:
        commit_money(a, account_id, MovementKind.RELEASE, counted.left_cents, "not divided by the vote",
                     from_subject=pot)  # fmt: skip

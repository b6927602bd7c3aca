"""Counting a closed vote: the urn's ballots are read once, counted, published and settled in one transaction."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from database import Database
from logbook.actors import CLOCK
from logbook.services import Act, act
from voting.models import BallotBox, CountedBallot, Lot, Result
from voting.rules.count import count, rules_beside
from voting.rules.merging import CountedAreas, counted_areas
from voting.rules.outcome import Count
from voting.rules.record import count_as_json, record_hash, record_text
from voting.rules.spec import Lot as LotKind
from voting.rules.spec import read_spec
from voting.rules.spec_election import election_of_areas, rule_of
from voting.services.closing import close_round
from voting.services.frozen import FrozenRound
from voting.services.opening import ROWS_AT_ONCE, Opened, ValidBallots, open_urn
from voting.services.recording import record_of
from voting.services.refusals import LotNotDrawn
from voting.services.seeding import draw_lot
from voting.services.settling import settle_result


def count_when_closed(database: Database, round_id: int, now: datetime) -> None:
    """Close and count a round whose time has passed, if nobody did; else nothing happens.

    A vote whose ties are decided by dice is closed, and counted once two people have entered them.
    """
    with database.reading() as session:
        state = session.scalar(select(BallotBox.state).where(BallotBox.round_id == round_id))
    if state is None or state == "published":
        return
    if close_round(database, round_id, now):
        with database.reading() as session:
            if awaits_lot(session, round_id):
                return
        with database.writing() as session:
            count_round(session, now, round_id)


def count_round(session: Session, now: datetime, round_id: int) -> None:
    """Count a closed round and publish it: counted ballots, results, the winners' money. Once, whoever comes first.

    Raises LotNotDrawn for a vote that waits for its dice: then nothing has changed.
    """
    if awaits_lot(session, round_id):
        raise LotNotDrawn
    with act(session, CLOCK, now, "count_round", ground="closing time", subject=f"round:{round_id}") as a:
        published = update(BallotBox).where(BallotBox.round_id == round_id, BallotBox.state == "closed")
        if session.execute(published.values(state="published")).rowcount != 1:  # type: ignore[attr-defined]
            a.facts["counted_before"] = True
            return
        box = session.get_one(BallotBox, round_id)
        frozen = FrozenRound(box.spec_hash, read_spec(box.spec))
        opened = {area.code: open_urn(a.session, frozen, area.code) for area in frozen.spec.areas}
        chose = {code: each.valid.chose for code, each in opened.items()}
        for together in counted_areas(frozen.spec, chose):
            counted = _count_election(a, frozen, together, [opened.pop(code) for code in together.codes])
            told = {"winners": [*counted.winners, *counted.granted], "ballots": counted.n + counted.blank}
            a.facts["+".join(together.codes)] = told
            if not frozen.spec.is_reference:
                settle_result(a, round_id, together.areas, counted)


def awaits_lot(session: Session, round_id: int) -> bool:
    """Whether two people still have to enter dice before this vote may be counted."""
    box = session.get(BallotBox, round_id)
    is_dice = box is not None and read_spec(box.spec).lot == LotKind.DICE
    return is_dice and session.get(Lot, round_id) is None


def _count_election(a: Act, frozen: FrozenRound, together: CountedAreas, opened: list[Opened]) -> Count:
    """Count these areas as one; every area gets the same record, word for word."""
    for code, each in zip(together.codes, opened, strict=True):
        _keep(a.session, frozen.spec.round_id, code, each.valid)
    ballots = [each.valid.choices() for each in opened]
    election = election_of_areas(frozen.spec, together, ballots, sum(each.invalid.total() for each in opened))
    lot = draw_lot(a.session, frozen, sorted(tracker for each in opened for tracker in each.trackers))
    rule = rule_of(frozen.spec, lot.seed)
    counted = count(election, rule)
    record = record_of(a.session, frozen, together, opened, counted) | {"lot": lot.told}
    record["count"] = count_as_json(counted, election, rule)
    record["beside"] = [
        count_as_json(count(election, other), election, other) for other in rules_beside(rule, election.kind)
    ]
    text = record_text(record)
    digest = record_hash(text)
    for code in together.codes:
        a.session.add(
            Result(
                round_id=frozen.spec.round_id,
                area_code=code,
                record=text,
                record_hash=digest,
                published_at=a.now,
            )
        )
    return counted


def _keep(session: Session, round_id: int, area_code: str, ballots: ValidBallots) -> None:
    rows = (
        {
            "round_id": round_id,
            "area_code": area_code,
            "position": position,
            "check_code": check_code,
            "choices": choices,
        }
        for position, (check_code, choices) in enumerate(ballots)
    )
    while some := list(islice(rows, ROWS_AT_ONCE)):
        session.execute(insert(CountedBallot), some)

"""Replays a published election: every ballot goes through the act by which people vote, then all is counted."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select

from areas.models import AreaKind
from areas.services import NewArea as AddedArea
from areas.services import add_area, slug_of
from database import Database, db_now
from lives.messages import Message
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import Act, act
from rounds.queries import round_by_id
from rounds.rules.calendar import RoundCalendar
from rounds.services import NewArea, NewRound, add_round
from voting.models import Urn
from voting.rules.pabulib.file import PabulibFile
from voting.services.casting import cast_ballot
from voting.services.closing import close_replay
from voting.services.counting import count_round
from voting.services.credentials import LetterNumbers, issue_credentials
from voting.services.keys import SEED_BYTES, public_key_of, signing_key_of
from voting.services.pabulib.areas import areas_to_replay, places_on_ballot
from voting.services.pabulib.replay import (
    ballot_type_of,
    currency_of,
    marks_of,
    refuse_unless_replayable,
    rule_to_replay,
    spec_of,
    title_of,
    window_from,
)
from voting.services.refusals import BallotRefused
from voting.services.sealing import seal_spec

KEYS_AT_ONCE = 10_000
MOST_REFUSED_LISTED = 1_000
Watch = Callable[[int], None]
"""Called after every ballot with how many were taken since the last call."""


@dataclass(frozen=True)
class RefusedBallot:
    """A ballot that breaks the file's own rules: where it stands, and everything that is wrong with it."""

    line: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class ReferenceRound:
    """A replay that is open for its ballots."""

    round_id: int
    slug: str
    area_codes: tuple[str, ...]
    opened_at: datetime


@dataclass(frozen=True)
class Imported:
    """What became of a file."""

    round: ReferenceRound
    projects: int
    ballots_in_file: int
    ballots_in_urn: int
    refused: tuple[RefusedBallot, ...]
    more_refused: int = 0
    """Refused too, and not listed."""


def import_election(
    database: Database, actor: Actor, now: datetime, file: PabulibFile, watch: Watch, watch_keys: Watch | None = None
) -> Imported:
    """Replay the file as a reference round; it is shown once it is counted, never half done.

    `watch` hears of every ballot that was cast, `watch_keys` of the keys that were made for them before.
    Raises NotReplayable or FaultyFile before anything is written, and whatever casting raises when the ballot
    box cannot take a ballot: then the round stays hidden and is never counted.
    """
    refuse_unless_replayable(file)
    seeds, ballots = _Seeds(), len(file.ballots)
    keys = _watched((public_key_of(seeds[number]) for number in range(ballots)), watch_keys)
    opened = open_reference_round(database, actor, now, file, keys)
    refused = _cast_all(database, opened, file, seeds, watch)
    _close_and_count(database, actor, now, opened)
    with database.reading() as session:
        in_urn = session.scalars(select(func.count()).select_from(Urn).filter_by(round_id=opened.round_id)).one()
    return Imported(opened, len(file.projects), ballots, in_urn, tuple(refused), ballots - in_urn - len(refused))


def _watched(keys: Iterable[bytes], watch: Watch | None) -> Iterator[bytes]:
    for key in keys:
        yield key
        if watch:
            watch(1)


def open_reference_round(
    database: Database, actor: Actor, now: datetime, file: PabulibFile, public_keys: Iterable[bytes]
) -> ReferenceRound:
    """Make the round with its own areas, freeze its ballot, and let a key for each ballot vote. Raises RoundRefused.

    Nobody's letter is among them, so the keys are issued some at a time: a million are never held at once.
    """
    require_administrator(actor)
    with (
        database.writing() as session,
        act(session, actor, now, "open_reference_round", ground="published election") as a,
    ):
        codes = tuple(_add_reference_area(a, area.name) for area in areas_to_replay(file))
        opened_at = db_now(session)
        found = add_round(a, _new_round(file, codes, opened_at))
        a.subject = f"round:{found.id}"
        opens_at, closes_at = window_from(opened_at)
        seal_spec(a, spec_of(file, found.id, codes, opens_at, closes_at))
        _issue_all(a, found.id, codes, file, public_keys)
        return ReferenceRound(found.id, found.slug, codes, opened_at)


def _issue_all(a: Act, round_id: int, codes: Sequence[str], file: PabulibFile, public_keys: Iterable[bytes]) -> None:
    free, keys = LetterNumbers(a, round_id), zip(public_keys, file.ballots, strict=True)
    while some := list(islice(keys, KEYS_AT_ONCE)):
        for place, code in enumerate(codes):
            issue_credentials(a, round_id, code, [key for key, ballot in some if ballot.area == place], free)


def _add_reference_area(a: Act, name: str) -> str:
    token = secrets.token_hex(4)
    code = f"REF-{token.upper()}"
    add_area(a, AddedArea(code, name, AreaKind.REFERENCE, slug=f"{slug_of(name)}-{token}"))
    a.session.flush()
    return code


def _new_round(file: PabulibFile, codes: Sequence[str], opened_at: datetime) -> NewRound:
    opens_at, closes_at = window_from(opened_at)
    rule = rule_to_replay(file)
    return NewRound(
        title=title_of(file),
        # nobody put plans forward: the stretches before the vote are as short as they can be
        calendar=RoundCalendar(opens_at - (closes_at - opens_at), opens_at, opens_at, opens_at, closes_at),
        areas=tuple(NewArea(code, area.pot_cents) for code, area in zip(codes, areas_to_replay(file), strict=True)),
        across=bool(file.areas),
        year=None,
        description=file.meta["description"],
        ballot_type=ballot_type_of(file).value,
        # a round names the family, its frozen spec the exact rule
        method="equalshares" if rule.is_equal_shares else "greedy",
        completion=rule.completion.value,
        comparison=rule.comparison,
        currency=currency_of(file),
        lot="none",
        is_reference=True,
    )


class _Seeds:
    """The seeds of a replay's keys, each from one secret that is forgotten with it: a million are not kept apart."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(SEED_BYTES)

    def __getitem__(self, number: int) -> bytes:
        return hmac.digest(self._secret, number.to_bytes(8), "sha256")


def _cast_all(
    database: Database, opened: ReferenceRound, file: PabulibFile, seeds: _Seeds, watch: Watch
) -> list[RefusedBallot]:
    refused: list[RefusedBallot] = []
    on_ballot = places_on_ballot(areas_to_replay(file))
    for number, ballot in enumerate(file.ballots):
        try:
            cast_ballot(
                database,
                signing_key_of(seeds[number]),
                opened.round_id,
                opened.area_codes[ballot.area],
                marks_of(file, ballot, on_ballot),
                opened.opened_at,
            )
        except BallotRefused as refusal:
            if len(refused) < MOST_REFUSED_LISTED:
                refused.append(RefusedBallot(ballot.line, refusal.faults))
        watch(1)
    return refused


def _close_and_count(database: Database, actor: Actor, now: datetime, opened: ReferenceRound) -> None:
    with database.writing() as session:
        close_replay(session, now, opened.round_id)
    with database.writing() as session:
        count_round(session, now, opened.round_id)
    with database.writing() as session:
        subject = f"round:{opened.round_id}"
        with act(session, actor, now, "show_reference_round", ground="published election", subject=subject):
            found = round_by_id(session, opened.round_id)
            found.announced_at, found.closes_at = now, db_now(session)

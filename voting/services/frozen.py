"""The frozen spec of a round as casting needs it: read once per process, because it never changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import select

from database import Database
from voting.models import BallotBox
from voting.rules.ballot import BallotForm
from voting.rules.ballot_rules import BallotFault, BallotRules, faults_of_ballot
from voting.rules.spec import Spec, SpecArea, ballot_form, ballot_rules, read_spec
from voting.services.refusals import RoundNotOpen


@dataclass(frozen=True)
class FrozenRound:
    """A round's spec and what follows from it."""

    spec_hash: str
    spec: Spec

    @cached_property
    def form(self) -> BallotForm:
        return ballot_form(self.spec, self.spec_hash)

    @cached_property
    def place_of(self) -> dict[str, int]:
        return {area.code: place for place, area in enumerate(self.spec.areas)}

    @cached_property
    def lists(self) -> tuple[SpecArea, ...]:
        """What a voter of each area chooses from, in spec order."""
        return tuple(self.spec.list_of(area.code) for area in self.spec.areas)

    @cached_property
    def rules(self) -> tuple[BallotRules, ...]:
        """What makes a ballot valid, for each area in spec order."""
        return tuple(ballot_rules(self.spec, each) for each in self.lists)

    def faults(self, place: int, choices: tuple[int, ...]) -> tuple[BallotFault, ...]:
        """Everything that is wrong with these choices for the area at this place; a blank ballot is valid."""
        return faults_of_ballot(choices, self.rules[place])


_read: WeakKeyDictionary[Database, dict[int, FrozenRound]] = WeakKeyDictionary()
_reading = Lock()


def frozen_round(database: Database, round_id: int) -> FrozenRound:
    """The round's frozen spec. Raises RoundNotOpen where nothing is sealed."""
    with _reading:
        kept = _read.setdefault(database, {})
    found = kept.get(round_id)
    if found is None:
        with database.reading() as session:
            row = session.execute(
                select(BallotBox.spec_hash, BallotBox.spec).where(BallotBox.round_id == round_id)
            ).one_or_none()
        if row is None:
            raise RoundNotOpen
        found = kept[round_id] = FrozenRound(row.spec_hash, read_spec(row.spec))
    return found

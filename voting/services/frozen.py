"""The frozen spec of a round as casting needs it: read once per process, because it never changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import select

from database import Database
from lives.messages import Message, msg
from voting.models import BallotBox
from voting.rules.ballot import BallotForm, BallotType, SpecArea, faults_of_ballot
from voting.rules.spec import Spec, read_spec
from voting.services.refusals import RoundNotOpen


@dataclass(frozen=True)
class FrozenRound:
    """A round's spec and what follows from it."""

    spec_hash: str
    spec: Spec

    @cached_property
    def form(self) -> BallotForm:
        return BallotForm(bytes.fromhex(self.spec_hash), tuple(len(area.plans) for area in self.spec.areas))

    @cached_property
    def place_of(self) -> dict[str, int]:
        return {area.code: place for place, area in enumerate(self.spec.areas)}

    @cached_property
    def areas(self) -> tuple[SpecArea, ...]:
        return tuple(
            SpecArea(
                ballot_type=BallotType(self.spec.ballot_type),
                costs_cents=tuple(plan.cost_cents for plan in area.plans),
                pot_cents=area.pot_cents if self.spec.most_sum_cents is None else self.spec.most_sum_cents,
                most_choices=self.spec.most_choices,
            )
            for area in self.spec.areas
        )

    def faults(self, place: int, choices: tuple[int, ...]) -> tuple[Message, ...]:
        """Everything that is wrong with these choices for the area at this place; a blank ballot is valid."""
        chosen, fewest = sum(choices), self.spec.fewest_choices
        found = faults_of_ballot(choices, self.areas[place])
        if 0 < chosen < fewest:
            found += (
                msg("You chose %(chosen)s plans. Choose at least %(fewest)s, or none.", chosen=chosen, fewest=fewest),
            )
        return found


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

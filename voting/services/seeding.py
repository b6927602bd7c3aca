"""The seed of an area's lot, out of what was fixed before anything was counted, and what everyone may read of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from voting.models import Lot
from voting.rules.lot import lot_seed
from voting.rules.merkle import merkle_root
from voting.rules.spec import Lot as LotKind
from voting.services.frozen import FrozenRound


@dataclass(frozen=True)
class DrawnLot:
    """`seed` is empty where ties go by id; `told` stands in the record of the count."""

    seed: str = ""
    told: dict[str, Any] = field(default_factory=dict)


def draw_lot(session: Session, frozen: FrozenRound, trackers: Sequence[bytes]) -> DrawnLot:
    """The lot of an area: from the spec's hash, the root over its sorted trackers, and the dice if there are any."""
    kind = LotKind(frozen.spec.lot)
    if kind is LotKind.NONE:
        return DrawnLot(told={"kind": kind.value})
    drawn = session.get(Lot, frozen.spec.round_id) if kind is LotKind.DICE else None
    digits, root = drawn.digits if drawn else "", merkle_root(trackers)
    seed = lot_seed(bytes.fromhex(frozen.spec_hash), root, digits)
    told: dict[str, Any] = {"kind": kind.value, "trackers_root": root.hex(), "digits": digits, "seed": seed}
    if drawn:
        told["entered_by"] = [drawn.first_by_role, drawn.second_by_role]
    return DrawnLot(seed, told)

"""Acts on rounds, and what makes one."""

from rounds.services.filling import MINUTES_PER_HOUR, attach_accounts, round_faults
from rounds.services.making import add_round, announce_round, change_round, make_round
from rounds.services.new import NewArea, NewRound, RoundIsAnnounced, RoundRefused

__all__ = [
    "MINUTES_PER_HOUR",
    "NewArea",
    "NewRound",
    "RoundIsAnnounced",
    "RoundRefused",
    "add_round",
    "announce_round",
    "attach_accounts",
    "change_round",
    "make_round",
    "round_faults",
]

"""Whether the settings of a round can be: pots, kind of ballot, way of counting, largest plan.

For the administrator who makes a round: everything that is wrong is told at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from lives.messages import Euros, Message, msg

BALLOT_TYPES = ("approval", "knapsack", "choose_1")
METHODS = ("equalshares", "greedy")
COMPLETIONS = ("none", "add1", "add1u", "greedy")


@dataclass(frozen=True)
class Pot:
    """What an area has in the round, in cents; `available_cents` is None when no account pays for it."""

    area_code: str
    pot_cents: int
    available_cents: int | None = None


@dataclass(frozen=True)
class RoundSettings:
    """Everything about a round that is not a date or a text; the largest plan in percent of the share."""

    pots: tuple[Pot, ...]
    ballot_type: str = "approval"
    method: str = "equalshares"
    completion: str = "add1u"
    has_comparison: bool = False
    largest_plan_percent: int = 50


def settings_faults(settings: RoundSettings) -> tuple[Message, ...]:
    """Everything that is wrong, at once; empty when the round can be made.

    A pot may be exactly what is available: of the Meent's EUR 28,784.00 all of it.
    """
    codes = [pot.area_code for pot in settings.pots]
    found = (
        (not codes, msg("Choose at least one area.")),
        (len(set(codes)) < len(codes), msg("An area takes part once.")),
        (settings.ballot_type not in BALLOT_TYPES, msg("Choose what voters may do on the ballot.")),
        (settings.method not in METHODS, msg("Choose how the votes are counted.")),
        (settings.completion not in COMPLETIONS, msg("Choose what happens with the money that is left.")),
        (
            settings.has_comparison and settings.method != "equalshares",
            msg("Comparing with the most votes is only possible with Equal Shares."),
        ),
        (
            not 1 <= settings.largest_plan_percent <= 100,
            msg("The largest plan is from 1 to 100 percent of the area's share."),
        ),
    )
    faults = [message for is_fault, message in found if is_fault]
    return (*faults, *(message for pot in settings.pots for message in pot_faults(pot)))


def pot_faults(pot: Pot) -> tuple[Message, ...]:
    """What is wrong with one pot."""
    if pot.pot_cents <= 0:
        return (msg("Every area that takes part needs a pot of more than zero."),)
    if pot.available_cents is not None and pot.pot_cents > pot.available_cents:
        return (
            msg(
                "The pot of %(pot)s is more than the %(available)s that is available.",
                pot=Euros(pot.pot_cents),
                available=Euros(pot.available_cents),
            ),
        )
    return ()

"""From what a large project is paid: recorded when the council grants the credit.

For the council clerk and for finance. Yearly costs burden the neighbourhood budget only by this decision and for
the whole life of what is made (DOMAIN: never automatically, never by vote alone).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from budget.rules.charges import half_up
from financing.rules.faults import RouteFault
from lives.messages import Euros, Message, msg


class Funding(StrEnum):
    PROGRAMME = "programme"
    CHARGES = "charges"
    SAVED = "saved"
    MIX = "mix"


class Bearer(StrEnum):
    """Who bears the yearly costs: the area out of its share, or the whole pot before it is divided."""

    AREA = "area"
    WHOLE_POT = "whole_pot"


FUNDING_WORDS: dict[str, Message] = {
    Funding.PROGRAMME: msg("The municipality's own programme of investments"),
    Funding.CHARGES: msg("Costs per year out of the neighbourhood budget"),
    Funding.SAVED: msg("Money that the wijk saved"),
    Funding.MIX: msg("More than one of these"),
}
BEARER_WORDS: dict[str, Message] = {
    Bearer.AREA: msg("This wijk, out of its own money every year"),
    Bearer.WHOLE_POT: msg("The whole town, before the money is divided over the wijken"),
}


@dataclass(frozen=True)
class Parts:
    """How the net investment is paid, in cents; together exactly the net investment."""

    funding: Funding
    programme_cents: int = 0
    charges_cents: int = 0
    saved_cents: int = 0
    bearer: Bearer | None = None
    saving_id: int | None = None

    @property
    def together_cents(self) -> int:
        return self.programme_cents + self.charges_cents + self.saved_cents


def whole(funding: Funding, net_cents: int, bearer: Bearer | None, saving_id: int | None) -> Parts:
    """The parts when one source pays all of it. EUR 180,000 by yearly costs on the area: charges 180,000."""
    if funding is Funding.PROGRAMME:
        return Parts(funding, programme_cents=net_cents)
    if funding is Funding.CHARGES:
        return Parts(funding, charges_cents=net_cents, bearer=bearer)
    return Parts(funding, saved_cents=net_cents, saving_id=saving_id)


def funding_faults(parts: Parts, net_cents: int) -> list[RouteFault]:
    """Everything that is wrong with the funding, by field. The parts add up to the net investment to the cent."""
    amounts = {
        "programme_cents": parts.programme_cents,
        "charges_cents": parts.charges_cents,
        "saved_cents": parts.saved_cents,
    }
    faults = [RouteFault(name, msg("An amount cannot be negative.")) for name, cents in amounts.items() if cents < 0]
    if not faults and parts.together_cents != net_cents:
        faults.append(RouteFault("programme_cents", _together(parts, net_cents)))
    if parts.funding is Funding.MIX and sum(cents > 0 for cents in amounts.values()) < 2:
        faults.append(RouteFault("funding", msg("Fill in at least two amounts, or choose the one that pays it all.")))
    if parts.charges_cents > 0 and parts.bearer is None:
        faults.append(RouteFault("bearer", msg("Choose who bears the costs per year.")))
    if parts.saved_cents > 0 and parts.saving_id is None:
        faults.append(RouteFault("saving", msg("Choose which saved money is used.")))
    return faults


def _together(parts: Parts, net_cents: int) -> Message:
    return msg(
        "Together this is %(together)s, but it must be exactly %(net)s.",
        together=Euros(parts.together_cents),
        net=Euros(net_cents),
    )


def share_of(cents: int, part_cents: int, whole_cents: int) -> int:
    """That share of an amount, half-up to the cent. Half of EUR 10,000.01 at 90,000 of 180,000 is 5,000.01."""
    return half_up(Fraction(cents * part_cents, whole_cents))

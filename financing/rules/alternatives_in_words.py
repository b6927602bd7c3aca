"""The six ways to pay in sentences: what each means for this wijk, what it needs, from whom and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from financing.rules.alternatives import Alternative, LargePlan, Way, YearAhead, rough_percent, rough_times, saved_cents
from lives.messages import Day, Euros, Message, Tenths, msg

WAYS: dict[Way, Message] = {
    Way.AT_ONCE: msg("Pay it at once"),
    Way.AREA: msg("Over the years, from this wijk's money"),
    Way.WHOLE_POT: msg("Over the years, from the whole pot before it is divided"),
    Way.PROGRAMME: msg("From the municipality's own programme of investments"),
    Way.SAVING: msg("Save first, then pay"),
    Way.SPLIT: msg("Begin with a part"),
}


@dataclass(frozen=True)
class Told:
    """One way in words: what it means, and what is needed."""

    title: Message
    means: tuple[Message, ...]
    needs: tuple[Message, ...]


def tell(
    found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area_name: str, council_on: date | None
) -> Told:
    """One way in words, for the area of this name; `council_on` is when the council is expected to decide."""
    return Told(WAYS[found.way], _MEANS[found.way](found, plan, ahead, area_name), _needs(found.way, council_on))


def tell_without_council(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area_name: str) -> Told:
    """Saving or a part, for a plan that only asks too much: it is no investment, so there is no credit to grant."""
    means = _MEANS[found.way](found, plan, ahead, area_name)
    if found.way is Way.SAVING:
        return Told(WAYS[found.way], means[:2], (msg("The council lets the wijk save, each year again."),))
    return Told(WAYS[found.way], means[:1], _needs(found.way, None))


def in_short(plan: LargePlan, ahead: tuple[YearAhead, ...], area_name: str) -> Message:
    """Why the ways differ, in one breath.

    "The first year costs 12,600: 2.5 % of the whole pot, but 35 % of the money of the Meent. At once it is 5 times
    that money. Three full years of saving (107,940) do not reach it, and saving does not avoid the council."
    """
    first = _first_charged(plan, ahead)
    cost = plan.charges.get(first.year, 0)
    saved = saved_cents(plan, ahead)
    values = {
        "cost": Euros(cost),
        "of_pot": Tenths(rough_percent(cost, first.pot_cents)),
        "of_share": Tenths(rough_percent(cost, first.share_cents)),
        "area": area_name,
        "times": Tenths(rough_times(plan.net_cents, ahead[0].share_cents)),
        "saved": Euros(saved),
    }
    if saved >= plan.net_cents:
        return msg(
            "The first year costs %(cost)s: %(of_pot)s %% of the whole pot, but %(of_share)s %% of the money of "
            "%(area)s. At once it is %(times)s times that money. Three full years of saving (%(saved)s) reach it, but "
            "saving does not avoid the council.",
            **values,
        )
    return msg(
        "The first year costs %(cost)s: %(of_pot)s %% of the whole pot, but %(of_share)s %% of the money of %(area)s. "
        "At once it is %(times)s times that money. Three full years of saving (%(saved)s) do not reach it, and saving "
        "does not avoid the council.",
        **values,
    )


def _first_charged(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> YearAhead:
    return next((each for each in ahead if plan.charges.get(each.year)), ahead[0])


def _at_once(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area: str) -> tuple[Message, ...]:
    share = ahead[0].share_cents
    times = msg(
        "%(net)s at once is %(times)s times the %(share)s that %(area)s has in %(year)s.",
        net=Euros(plan.net_cents),
        times=Tenths(rough_times(plan.net_cents, share)),
        share=Euros(share),
        area=area,
        year=ahead[0].year,
    )
    return times, msg("It is not allowed either: an investment must be spread over the years that it lasts.")


def _area(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area: str) -> tuple[Message, ...]:
    first = _first_charged(plan, ahead)
    cost = plan.charges.get(first.year, 0)
    told = msg(
        "%(cost)s in %(year)s: %(of_pot)s %% of the whole pot, and %(of_share)s %% of the money of %(area)s.",
        cost=Euros(cost),
        year=first.year,
        of_pot=Tenths(rough_percent(cost, first.pot_cents)),
        of_share=Tenths(rough_percent(cost, first.share_cents)),
        area=area,
    )
    return told, _in_all(found), *left_in(found, first.year)


def _whole_pot(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area: str) -> tuple[Message, ...]:
    first = _first_charged(plan, ahead)
    year = next(each for each in found.years if each.year == first.year)
    told = msg(
        "%(cost)s in %(year)s comes off the pot of all wijken together. %(area)s then gets %(loses)s less.",
        cost=Euros(year.cost_cents),
        year=first.year,
        area=area,
        loses=Euros(year.area_cents),
    )
    return told, _in_all(found), *left_in(found, first.year)


def _programme(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area: str) -> tuple[Message, ...]:
    return (
        msg("The municipality pays it from its own budget. %(area)s keeps all its money for other plans.", area=area),
        msg("The plan then stands in a row with other investments, and the council weighs them against each other."),
    )


def _saving(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area: str) -> tuple[Message, ...]:
    saved = saved_cents(plan, ahead)
    values = {"saved": Euros(saved), "net": Euros(plan.net_cents), "area": area}
    if found.reaches:
        reach = msg("If %(area)s puts its money aside, at most %(saved)s in three years, that is enough for %(net)s.",
                    **values)  # fmt: skip
    else:
        reach = msg(
            "If %(area)s puts all its money aside for three years, that is %(saved)s. It does not reach %(net)s, and "
            "longer is not possible.",
            **values,
        )
    return (
        reach,
        msg("In those years nothing is left for other plans, small ones neither."),
        msg("Saved money pays the costs per year. It does not make the investment smaller, so the council still "
            "decides."),
    )  # fmt: skip


def _split(found: Alternative, plan: LargePlan, ahead: tuple[YearAhead, ...], area: str) -> tuple[Message, ...]:
    return (
        msg(
            "A part that is useful by itself and asks at most %(part)s can go on the ballot.",
            part=Euros(found.total_cents),
        ),
        msg("The other %(rest)s keeps its way to the council.", rest=Euros(plan.net_cents - found.total_cents)),
    )


def _in_all(found: Alternative) -> Message:
    return msg("In all %(total)s over the whole life, interest and upkeep included.", total=Euros(found.total_cents))


def left_in(found: Alternative, year: int) -> tuple[Message, ...]:
    left = next(each for each in found.years if each.year == year)
    if left.short_cents:
        return (
            msg(
                "In %(year)s that does not fit: %(short)s is missing, and nothing is left to vote about.",
                year=year,
                short=Euros(left.short_cents),
            ),
        )
    return (
        msg(
            "In %(year)s there is %(vote)s left to vote about, and %(small)s for small plans.",
            year=year,
            vote=Euros(left.vote_cents),
            small=Euros(left.small_cents),
        ),
    )


_MEANS = {
    Way.AT_ONCE: _at_once,
    Way.AREA: _area,
    Way.WHOLE_POT: _whole_pot,
    Way.PROGRAMME: _programme,
    Way.SAVING: _saving,
    Way.SPLIT: _split,
}


def _needs(way: Way, council_on: date | None) -> tuple[Message, ...]:
    if way is Way.AT_ONCE:
        return (msg("This way is closed."),)
    if way is Way.SPLIT:
        return (
            msg("The proposer agrees, and the contact person for the wijk makes the part a plan of its own."),
            msg("It must be ready before the ballot of a round is made."),
        )
    needs = [_EARMARK[way]]
    if council_on is not None:
        needs.append(msg("The council is expected to decide on %(day)s.", day=Day(council_on)))
    return tuple(needs)


_EARMARK = {
    Way.AREA: msg("The council grants the credit, and lays down that this wijk pays for the whole life."),
    Way.WHOLE_POT: msg("The council grants the credit, and lays down that all wijken pay for the whole life."),
    Way.PROGRAMME: msg("The council grants the credit within its programme of investments."),
    Way.SAVING: msg("The council lets the wijk save, each year again, and grants the credit afterwards."),
}

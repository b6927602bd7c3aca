"""The demo's large project: the Groene Hart of the Meent, from flag to delivery and the first new estimate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from budget.services.charging import set_rate
from demo.content import read_large_project
from demo.content.records import DemoLargeProject, DemoPlan
from demo.services.deals import Teller
from demo.services.plans import to_capital_route, write_plan
from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, whole
from financing.services import (
    Advice,
    BodyDecision,
    Delivery,
    Figures,
    Renewal,
    advise,
    ask_maintenance,
    calculate,
    college_decides,
    deliver,
    grant,
    propose_to_council,
    reestimate,
    send_to_college,
    start_work,
    take_in,
)
from lives.periods import amsterdam_moment, day_of, start_of_day
from rounds.rules.calendar import RoundCalendar
from rounds.services import NewArea, NewRound, announce_round, make_round

Step = tuple[datetime, Callable[[datetime], object]]
NEW_RATE = 200
"""Two percent, in hundredths."""


@dataclass
class GroeneHart:
    """The story as far as it was told: each step once, at its own moment."""

    teller: Teller
    year: int
    """The year in which it was thought of and granted; it is made in the next one."""
    plan: DemoPlan
    told: DemoLargeProject
    number: int = 0
    steps_taken: int = 0

    @classmethod
    def begin(cls, teller: Teller, year: int) -> GroeneHart:
        plan, told = read_large_project()
        return cls(teller, year, plan, told)

    def tell_until(self, until: datetime) -> None:
        """Every step whose moment has come and that was not told yet."""
        for at, step in list(self._steps())[self.steps_taken :]:
            if at >= until:
                return
            step(at)
            self.steps_taken += 1

    def _steps(self) -> Iterator[Step]:
        year, following = self.year, self.year + 1
        yield _at(year, 1, 7), self._send
        yield _at(year, 2, 18), self._confirm
        yield _at(year, 3, 4), self._does("finance", take_in, "taken_in")
        yield _at(year, 3, 6), self._does("finance", ask_maintenance, "asked")
        yield _at(year, 3, 25), self._advise
        yield _at(year, 4, 9), self._calculate
        yield _at(year, 4, 14), self._does("finance", send_to_college)
        yield _at(year, 5, 6), self._college_says_yes
        yield _at(year, 5, 13), self._propose
        yield _at(year, 7, 10), self._council_says_yes
        yield _at(year, 10, 6), self._does("coordinator-meent", start_work, "started")
        yield _at(following, 6, 12), self._deliver
        yield _at(following, 9, 15), self._new_rate
        yield _at(following, 10, 1), self._renew

    def _does(self, who: str, act: Callable[..., object], words: str = "") -> Callable[[datetime], object]:
        given = (self.told.words[words],) if words else ()
        return lambda at: self._act(who, act, at, *given)

    def _act(self, who: str, act: Callable[..., object], at: datetime, *given: Any, **named: Any) -> object:
        return act(self.teller.session, self.teller.cast.actors[who], at, self.number, *given, **named)

    def _send(self, at: datetime) -> None:
        """A round of the Meent alone, and the only plan that came in."""
        session, administrator = self.teller.session, self.teller.cast.actors["administrator"]
        begin = day_of(at) + timedelta(days=3)
        moments = [start_of_day(begin + timedelta(days=after)) for after in (0, 28, 70, 91, 112)]
        calendar = RoundCalendar(moments[0], moments[1], moments[2], moments[3], moments[4])
        new = NewRound(
            title=self.told.title.format(year=self.year),
            description=self.told.description,
            calendar=calendar,
            areas=(NewArea(self.plan.area, self.told.pot_cents),),
            year=self.year,
        )
        round_id = make_round(session, administrator, at, new)
        announce_round(session, administrator, at + timedelta(hours=2), round_id)
        sent_at = start_of_day(begin) + timedelta(days=2, hours=10)
        self.number = write_plan(session, self.teller.cast, round_id, self.plan, sent_at)

    def _confirm(self, at: datetime) -> None:
        plan = replace(self.plan, flag_note=self.told.words["confirmed"])
        to_capital_route(self.teller.session, self.teller.cast.coordinator_of(plan.area), plan, self.number, at)

    def _advise(self, at: datetime) -> None:
        facts = self.plan.facts
        assert facts.life_years is not None and facts.upkeep_cents is not None  # noqa: PT018
        given = Advice(True, facts.life_years, facts.upkeep_cents, self.told.words["advised"])
        self._act("reviewer", advise, at, given)

    def _calculate(self, at: datetime) -> None:
        facts = self.plan.facts
        assert facts.life_years is not None and facts.upkeep_cents is not None  # noqa: PT018
        figures = Figures(self.plan.asked_cents, 0, 0, facts.life_years, facts.upkeep_cents, self.year + 1)
        self._act("finance", calculate, at, figures)

    def _college_says_yes(self, at: datetime) -> None:
        self._act("college-clerk", college_decides, at, self._decision("collegebesluit", 41, at, "college_yes"),
                  is_yes=True)  # fmt: skip

    def _propose(self, at: datetime) -> None:
        meeting = date(self.year, 7, 10)
        self._act("college-clerk", propose_to_council, at, Target.KADERNOTA, meeting, self.told.words["to_council"])

    def _council_says_yes(self, at: datetime) -> None:
        parts = whole(Funding.CHARGES, self.plan.asked_cents, Bearer.AREA, None)
        self._act("council-clerk", grant, at, self._decision("raadsbesluit", 61, at, "granted"), parts)

    def _decision(self, kind: str, number: int, at: datetime, words: str) -> BodyDecision:
        return BodyDecision(f"Demo-{kind} {self.year}-{number}", day_of(at), self.told.words[words])

    def _deliver(self, at: datetime) -> None:
        done = Delivery(day_of(at), self.plan.asked_cents, self.told.words["delivered"])
        self._act("coordinator-meent", deliver, at, done)

    def _new_rate(self, at: datetime) -> None:
        finance, year = self.teller.cast.actors["finance"], self.year + 2
        set_rate(self.teller.session, finance, at, year, NEW_RATE, f"Demo-rentebesluit {year}")

    def _renew(self, at: datetime) -> None:
        year = self.year + 2
        self._act("finance", reestimate, at, Renewal(year, f"Demo-rentebesluit {year}", self.told.words["renewed"]))


def _at(year: int, month: int, day: int) -> datetime:
    return amsterdam_moment(date(year, month, day), 10)

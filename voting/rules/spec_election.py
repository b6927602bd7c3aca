"""From a frozen spec and counted ballots to what is counted: the plans, the money, the ballots and the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from voting.rules.ballot import BallotType
from voting.rules.election import (
    AreaShare,
    BallotGroup,
    BallotKind,
    Completion,
    Election,
    Limit,
    LimitKind,
    Method,
    Project,
    Rule,
    Ties,
    Utility,
)
from voting.rules.gathering import Written, gather
from voting.rules.merging import CountedAreas
from voting.rules.pabulib.areas import labels_of
from voting.rules.spec import Spec, SpecArea, SpecPlan, longest_ranking, together
from voting.rules.written import read_marks

KINDS = {BallotType.POINTS: BallotKind.POINTS, BallotType.RANKING: BallotKind.RANKING}
MINUTES_PER_HOUR = 60


def election_of_areas(
    spec: Spec, counted: CountedAreas, ballots: Sequence[Iterable[tuple[str, int]]], invalid: int = 0
) -> Election:
    """What goes into one count over these areas; `ballots` are written choices (written.py) with how many voters chose
    so, those of each area's own voters in the same order. The same choices may come more than once.

    Of several areas each voter begins with a part of the own share, whatever is chosen.
    """
    area = together(counted.areas) if len(counted.areas) > 1 else counted.areas[0]
    gathered = gather(spec.kind, _written(spec, counted, ballots))
    return Election(
        projects=tuple(map(_project, area.plans)),
        pot_cents=area.pot_cents,
        ballots=gathered.ballots,
        blank=gathered.blank,
        invalid=invalid,
        limits=tuple(Limit(LimitKind(each.kind), each.name, each.most_cents) for each in area.limits),
        threshold=threshold_of(area, gathered.voters),
        kind=KINDS.get(spec.kind, BallotKind.APPROVAL),
        longest_ranking=longest_ranking(spec, area) if spec.kind is BallotType.RANKING else 0,
        pot_minutes=None if area.hours is None else area.hours * MINUTES_PER_HOUR,
        areas=_shares(counted),
    )


def _written(spec: Spec, counted: CountedAreas, ballots: Sequence[Iterable[tuple[str, int]]]) -> Iterator[Written]:
    for area, first, each in zip(counted.areas, first_places(spec, counted), ballots, strict=True):
        share = counted.share_of(area)
        for text, voters in each:
            yield Written(text, voters, first, share)


def first_places(spec: Spec, counted: CountedAreas) -> list[int]:
    """Where the plans of each area's own ballots begin in the list of all: at 0 where every ballot has that list."""
    lengths = [0 if spec.across else len(area.plans) for area in counted.areas]
    return list(accumulate(lengths, initial=0))[:-1]


def _shares(counted: CountedAreas) -> tuple[AreaShare, ...]:
    """() where all voters divide one pot."""
    if len(counted.shares) == 1:
        return ()
    labels = labels_of([" + ".join(area.name for area in share) for share in counted.shares])
    return tuple(map(AreaShare, labels, (sum(area.pot_cents for area in share) for share in counted.shares)))


def threshold_of(area: SpecArea, voters: int) -> int:
    """How many votes a plan needs where so many valid ballots hold a choice: a percentage is rounded up, once.

    5 percent of 101 ballots is 5.05, so 6 votes; 5 percent of 100 ballots is 5.
    """
    return area.threshold or -(-voters * area.threshold_percent // 100)


def rule_of(spec: Spec, seed: str = "") -> Rule:
    """The rule by which the vote is counted; with a seed its last ties go by lot."""
    return Rule(
        method=Method(spec.method),
        completion=Completion(spec.completion),
        utility=Utility(spec.utility) if spec.utility else None,
        exhaustive_stop=spec.exhaustive_stop,
        comparison=spec.comparison,
        ties=Ties.BY_LOT if seed else Ties.BY_ID,
        seed=seed,
    )


def _project(plan: SpecPlan) -> Project:
    return Project(
        plan.id, plan.cost_cents, plan.title, plan.category, plan.neighbourhood,
        minutes=plan.hours * MINUTES_PER_HOUR, excludes=plan.group,
    )  # fmt: skip


def ballot_group(kind: BallotType, text: str, voters: int = 1) -> BallotGroup:
    """A written ballot as it is counted: rankings best first; points beside their plans; a set in order."""
    marks = read_marks(kind, text)
    return BallotGroup(tuple(marks), voters, tuple(marks.values()) if kind is BallotType.POINTS else ())

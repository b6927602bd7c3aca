"""A run that starts higher keeps the purchases that stay the same: it must end as one that starts from nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import KINDS
from voting.rules.admission import admit
from voting.rules.election import AreaShare, BallotGroup, BallotKind, Election, Project, Rule
from voting.rules.equal_shares.electorate import UNIT_CENTS, gather
from voting.rules.equal_shares.run import Run
from voting.rules.equal_shares.terrain import Terrain
from voting.rules.room import Room


@given(
    st.integers(20, 120),
    st.integers(5, 25),
    st.sampled_from(KINDS),
    st.booleans(),
    st.lists(st.integers(1, 9), min_size=1, max_size=90),
    st.randoms(use_true_random=False),
)
@settings(max_examples=30, deadline=None)
def test_a_run_that_starts_higher_ends_as_one_from_nothing(voters, plans, kind, two_areas, steps, random):
    an_election = _made(voters, plans, kind, two_areas, random)
    admission = admit(an_election, Rule())
    if not admission.candidates:
        return
    electorate = gather(an_election, admission.table, admission.candidates, admission.order, Rule())
    terrain, room = Terrain(electorate), Room(an_election)
    run, raised = Run(terrain, room, electorate.starts.after(0)).finish(), 0
    for step in steps:
        raised += step
        starts = electorate.starts.after(raised)
        run.start_higher(step * UNIT_CENTS, starts)
        fresh = Run(terrain, room, starts).finish()
        assert run.finish().winners == fresh.winners
        assert run.cost_cents == fresh.cost_cents


def _made(voters, plans, kind, two_areas, random):
    costs = [random.choice([5_000, 10_000, random.randint(1_000, 90_000)]) for _ in range(plans)]
    pot = sum(costs) // 3
    ballots = [random.sample(range(plans), random.randint(1, min(8, plans))) for _ in range(voters)]
    points = [tuple(random.randint(1, 5) for _ in each) if kind is BallotKind.POINTS else () for each in ballots]
    return Election(
        projects=tuple(Project(f"{place:02}", cost) for place, cost in enumerate(costs)),
        pot_cents=pot,
        ballots=tuple(
            BallotGroup(tuple(chosen), 1, given, number % 2 if two_areas else 0)
            for number, (chosen, given) in enumerate(zip(ballots, points, strict=True))
        ),
        kind=kind,
        longest_ranking=plans,
        areas=(AreaShare("north", pot // 4), AreaShare("south", pot - pot // 4)) if two_areas else (),
    )

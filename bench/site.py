"""The town that is measured: 200 plans on ballots, voters with keys and codes, drafts to send, a large old vote."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from accounts.models import Person
from areas.services import slug_of
from database import Database, new_key
from demo.content import read_areas
from demo.services.town import Cast, build_town, make_one_year
from logbook.actors import OPERATOR, Actor, Grant, Role
from logbook.services import act
from migrations.tables import every_table
from proposals.models import Proposal
from proposals.services import Cost, Finding, ImportedPlan, Saved, Verdict, import_plans, judge, save_step, start_draft
from rounds.queries import areas_of, criteria_of, round_by_id
from rounds.rules.calendar import RoundCalendar
from rounds.services import NewArea, NewRound, announce_round, make_round
from voting.models import Credential, Urn
from voting.rules.ballot import CHECK_CODE_BYTES, Ballot, encode_ballot, mark_choices, tracker_of
from voting.rules.pabulib.file import FileBallot, FileProject, PabulibFile
from voting.services.closing import close_replay
from voting.services.codes import make_codes
from voting.services.counting import count_round
from voting.services.credentials import issue_credentials
from voting.services.frozen import frozen_round
from voting.services.keys import SEED_BYTES, public_key_of
from voting.services.pabulib.importing import open_reference_round
from voting.services.sealing import seal_round

WIJKEN = tuple(f"WK04020{number}" for number in range(1, 9))
PLANS_PER_WIJK = 25
POT_CENTS = 2_500_000
DAY = timedelta(days=1)
TEXT = (
    "Wij willen dat deze plek weer van de buurt wordt. Er komt een bank, er komen bomen die tegen droogte kunnen, "
    "en wie wil helpt mee met water geven. Kinderen van de school kiezen de planten. "
)


@dataclass
class Site:
    """What was built, as the measurements need it."""

    database: Database
    vote_id: int = 0
    area_code: str = WIJKEN[0]
    seeds: list[bytes] = field(default_factory=list, repr=False)
    codes: list[str] = field(default_factory=list, repr=False)
    plan_path: str = ""
    drafts: list[tuple[str, int]] = field(default_factory=list)
    """Person key and number of a plan that is ready to be sent."""
    result_path: str = ""


def build_site(
    url: str, now: datetime, voters: int, codes: int = 0, drafts: int = 0, wijken: tuple[str, ...] = WIJKEN
) -> Site:
    """All tables and a town with one vote that is open now, with 25 plans for each wijk."""
    database = Database(url)
    every_table().create_all(database.engine)
    site = Site(database)
    with database.writing() as session:
        cast = build_town(session, now - 60 * DAY)
    with database.writing() as session:
        for year in (now.year, now.year + 1):
            make_one_year(session, cast, now - 50 * DAY, year)
    site.vote_id = _open_vote(database, cast, now, wijken)
    site.seeds = _let_vote(database, now, site, voters)
    site.codes = _codes(database, now, site, codes)
    site.drafts = _drafts(database, now, drafts)
    with database.reading() as session:
        plan = session.scalars(select(Proposal).order_by(Proposal.id.desc()).where(Proposal.admissible)).first()
        assert plan is not None
        site.plan_path = f"/plannen/{plan.id}-{slug_of(plan.title)}"
    return site


def _open_vote(database: Database, cast: Cast, now: datetime, wijken: tuple[str, ...]) -> int:
    calendar = RoundCalendar(now - 40 * DAY, now - 20 * DAY, now - 10 * DAY, now - DAY, now + 30 * DAY)
    new = NewRound("Buurtbudget", calendar, tuple(NewArea(code, POT_CENTS) for code in wijken), now.year)
    with database.writing() as session:
        vote_id = make_round(session, OPERATOR, now - 45 * DAY, new)
        announce_round(session, OPERATOR, now - 44 * DAY, vote_id)
        findings = {criterion.code: Finding(True) for criterion in criteria_of(session, vote_id)}
    for code in wijken:
        with database.writing() as session:
            numbers = import_plans(session, OPERATOR, now - 30 * DAY, vote_id, code, _plans(code))
        for number in numbers:
            with database.writing() as session:
                judge(session, cast.coordinator_of(code), now - 15 * DAY, number, Verdict.FEASIBLE, findings)
    with database.writing() as session:
        seal_round(session, OPERATOR, now - 5 * DAY, vote_id)
    return vote_id


def _plans(code: str) -> list[ImportedPlan]:
    chance = random.Random(code)
    # every plan of somebody else: the plans of one person together could be one large plan
    return [
        ImportedPlan(
            _answers(f"Plan {number} voor {code}", code, number),
            (Cost("Materiaal", chance.randrange(300, 6_000) * 100),),
            proposer_key=new_key(),
        )
        for number in range(PLANS_PER_WIJK)
    ]


def _answers(title: str, wijk: str, number: int) -> dict[str, object]:
    """What a proposer fills in; every plan at a place of its own, in one of the buurten."""
    buurten = next(area for area in read_areas() if area.code == wijk).neighbourhoods
    return {
        "neighbourhood_code": buurten[number % len(buurten)].code,
        "longitude": 5.1 + number / 100,
        "latitude": 52.2 + int(wijk[-1]) / 10,
        "title": title,
        "summary": "Een groene plek om elkaar te ontmoeten, met een bank en bomen.",
        "description": TEXT * 3,
        "benefit": TEXT,
        "theme": "green",
        "place": "Hoek van het plein",
        "proposer_name": "Demo Bewoner",
        "touches_public_space": "no",
        "kind": "none",
        "new_or_repair": "new",
        "owner_after": "proposer",
        "life_years": 3,
        "upkeep_cents": 0,
        "permit": "no",
        "hours": 0,
    }


def _let_vote(database: Database, now: datetime, site: Site, voters: int) -> list[bytes]:
    seeds = [secrets.token_bytes(SEED_BYTES) for _ in range(voters)]
    with database.writing() as session, act(session, OPERATOR, now, "issue_credentials") as a:
        issue_credentials(a, site.vote_id, site.area_code, [public_key_of(seed) for seed in seeds])
    return seeds


def _codes(database: Database, now: datetime, site: Site, number: int) -> list[str]:
    if not number:
        return []
    with database.writing() as session:
        return [new.code for new in make_codes(session, OPERATOR, now, site.vote_id, site.area_code, number)]


def _drafts(database: Database, now: datetime, number: int) -> list[tuple[str, int]]:
    """A round that collects plans, and residents with a plan that only has to be sent."""
    calendar = RoundCalendar(now - 20 * DAY, now + 20 * DAY, now + 30 * DAY, now + 40 * DAY, now + 60 * DAY)
    new = NewRound("Nieuwe plannen", calendar, tuple(NewArea(code, POT_CENTS) for code in WIJKEN), now.year + 1)
    with database.writing() as session:
        round_id = make_round(session, OPERATOR, now - 30 * DAY, new)
        announce_round(session, OPERATOR, now - 29 * DAY, round_id)
    drafts = []
    for place in range(number):
        person = Actor(new_key(), frozenset({Grant(Role.RESIDENT)}))
        with database.writing() as session, act(session, OPERATOR, now, "add_person") as a:
            email = f"bewoner{place}@example.org"
            a.session.add(Person(key=person.key, email=email, name="Demo Bewoner", language="nl", created_at=now))
        wijk = WIJKEN[place % 8]
        answers, costs = _answers(f"Nieuw plan {place}", wijk, 100 + place), (Cost("Materiaal", 125_000),)
        with database.writing() as session:
            plan = start_draft(session, person, now, round_id, wijk, {})
            save_step(session, person, now, plan, Saved(1, "bench", answers, costs, declared=True))
        drafts.append((person.key, plan))
    return drafts


def add_large_result(site: Site, now: datetime, ballots: int = 75_000, plans: int = 60) -> None:
    """A counted vote of so many ballots: written into the urn at once, then closed and counted as any other."""
    file = _large_file(ballots, plans)
    keys = sorted(secrets.token_bytes(32) for _ in file.ballots)
    opened = open_reference_round(site.database, OPERATOR, now, file, keys)
    form = frozen_round(site.database, opened.round_id).form
    rows = []
    for key, ballot in zip(keys, file.ballots, strict=True):
        choices = mark_choices(set(ballot.choices), plans)
        data = encode_ballot(form, Ballot(0, choices, secrets.token_bytes(CHECK_CODE_BYTES)))
        rows.append(
            {"public_key": key, "round_id": opened.round_id, "area_code": opened.area_codes[0], "sequence": 1,
             "ballot": data, "signature": bytes(64), "tracker": tracker_of(data)}
        )  # fmt: skip
    with site.database.writing() as session, act(session, OPERATOR, now, "fill_urn") as a:
        for start in range(0, len(rows), 5_000):
            a.session.execute(insert(Urn), rows[start : start + 5_000])
        a.session.execute(update(Credential).where(Credential.round_id == opened.round_id).values(state="voted"))
    with site.database.writing() as session:
        close_replay(session, now, opened.round_id)
    with site.database.writing() as session:
        count_round(session, now, opened.round_id)
    with site.database.reading() as session:
        (area,) = areas_of(session, opened.round_id)
        site.result_path = f"/uitslagen/{round_by_id(session, opened.round_id).slug}/{area.slug}"


def _large_file(ballots: int, plans: int) -> PabulibFile:
    chance = random.Random(75)
    meta = {
        "description": "Grote stemming", "country": "Netherlands", "unit": "Demostad", "instance": "1",
        "vote_type": "approval", "rule": "unknown", "date_begin": "2026", "date_end": "2026", "currency": "EUR",
    }  # fmt: skip
    projects = tuple(
        FileProject(str(place), chance.randrange(2_000, 60_000) * 100, place, {"name": f"Plan {place}"})
        for place in range(plans)
    )
    # as in Łódź 2022, where one ballot in four was like no other
    kinds = [tuple(sorted(chance.sample(range(plans), chance.randrange(1, 9)))) for _ in range(ballots // 4)]
    votes = tuple(FileBallot(str(number), chance.choice(kinds), number) for number in range(ballots))
    return PabulibFile(meta, projects, votes, 50_000_000)

"""How many pages a second, beside a bare Flask app in the same run and peers from their own runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from bench import bare
from bench.figures import Figure, Goal, at_least
from bench.load import post_all, post_rows, read_pages
from bench.peers import BARE_LIST_THEN, MEIN_BERLIN, OPENSTAD
from bench.servers import Server, serving
from bench.site import Site
from bench.voters import get, submissions
from proposals.models import Proposal

SECONDS = 3
SEARCHES = 600


@dataclass(frozen=True)
class Bare:
    """What the machine can do at all, in this run."""

    hello: float
    fifty: float
    insert: float
    cold_start_s: float

    @property
    def pace(self) -> float:
        """This machine now, as a part of the one on which the peers ran."""
        return self.fifty / BARE_LIST_THEN

    def mein_berlin(self, act: str, times: float | None = None) -> Goal:
        return Goal("mein.berlin", MEIN_BERLIN[act] * self.pace, times)

    def openstad(self, act: str, times: float | None = None) -> Goal:
        return Goal("OpenStad", OPENSTAD[act] * self.pace, times)


def measure_bare(url: str) -> Bare:
    bare.make_table(url)
    with serving("bench.bare:create_bare()", {"BARE_DATABASE": url}) as server:
        hello, fifty = read_pages(f"{server.url}/", SECONDS), read_pages(f"{server.url}/list", SECONDS)
        return Bare(hello, fifty, post_rows(f"{server.url}/insert", SECONDS), server.seconds_to_start)


def measure_pages(server: Server, site: Site, ground: Bare) -> Iterator[Figure]:
    yield Figure("bare Flask: hello", f"{ground.hello:,.0f}/s")
    yield Figure("bare Flask: Jinja list of 50", f"{ground.fifty:,.0f}/s", f"{BARE_LIST_THEN:,.0f}/s beside the peers")
    yield at_least(
        "plan list (page of 200 plans)",
        read_pages(f"{server.url}/plannen", SECONDS),
        ground.mein_berlin("plan list", 100),
        ground.openstad("plan list", 5),
        Goal("bare list", ground.fifty, 0.35),
    )
    yield at_least(
        "plan list, each time another search",
        searches_a_second(server),
        ground.mein_berlin("plan list"),
        Goal("bare list", ground.fifty),
    )
    yield at_least(
        "plan page",
        read_pages(server.url + site.plan_path, SECONDS),
        ground.mein_berlin("plan page", 30),
        ground.openstad("plan page"),
    )
    yield at_least(
        "home",
        read_pages(f"{server.url}/", SECONDS),
        ground.mein_berlin("home", 8),
        Goal("bare hello", ground.hello),
    )
    yield at_least(
        "result page, 75,000 ballots",
        read_pages(server.url + site.result_path, SECONDS),
        ground.mein_berlin("result page", 100),
        ground.openstad("result page"),
    )


def searches_a_second(server: Server) -> float:
    """Pages that nobody asked for before: nothing that is kept can help."""
    requests = [get(f"/plannen?zoek=plan+{number}", "", server.port) for number in range(SEARCHES)]
    load = post_all(server.port, requests, SECONDS)
    if load.errors:
        raise RuntimeError(f"{load.errors} searches failed: {load.first_error}")
    return load.a_second


def measure_submitting(server: Server, site: Site, secrets: dict[str, str], folder: Path, ground: Bare) -> Figure:
    """Send every draft but the last once; the database says how many arrived."""
    requests = submissions(site, secrets, folder, server.port)[:-1]
    load = post_all(server.port, requests, 20, leads_to=b"/plannen/")
    with site.database.reading() as session:
        sent = select(func.count()).where(Proposal.id.in_([plan for _, plan in site.drafts]))
        kept = session.scalars(sent.where(Proposal.state == "submitted")).one()
    if load.errors or kept != load.answers:
        raise RuntimeError(f"{load.answers} sent, {kept} kept, {load.errors} errors: {load.first_error}")
    return at_least("submit a plan", load.a_second, ground.mein_berlin("submit a plan", 5))

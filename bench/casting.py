"""Votes a second and how long the unluckiest voter waits; afterwards the urn is compared with what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select

from bench.figures import Figure, Goal, at_least
from bench.load import Load, arrive, arrive_on_journeys, post_all, travel
from bench.pages import Bare
from bench.servers import Server
from bench.site import Site
from bench.voters import PROOF, casts, entries, whole_voters
from database import Database
from logbook.actors import OPERATOR
from migrations.tables import every_table
from voting.models import Urn
from voting.rules.pabulib.reader import read
from voting.services.pabulib.importing import import_election

ARRIVING = ((30, 8, 20), (150, 8, 50))
"""Casts a second, for how many seconds, and the p99 in milliseconds that is the goal."""
AT_MOST = 5_000
SATURATED_SECONDS = 4
TIMES_MEIN_BERLIN = 15.7
"""165 casts a second on the machine of the peers."""
VOTERS_NEEDED = AT_MOST + sum(a_second * seconds for a_second, seconds, _ in ARRIVING)


class VotesDiffer(Exception):
    """The urn does not hold what voters were told."""


def measure_casting(
    engine: str, server: Server, site: Site, key: bytes, now: datetime, ground: Bare
) -> Iterator[Figure]:
    """Casts as they arrive, then as fast as they go."""
    seeds, promised = iter(site.seeds), 0
    for a_second, seconds, most_ms in ARRIVING:
        load = arrive(
            server.port, casts(site, _take(seeds, a_second * seconds), key, now, server.port), a_second, PROOF
        )
        promised += load.answers
        yield _tail(f"cast, {engine}: p99 at {a_second}/s arriving", load, most_ms)
    load = post_all(server.port, casts(site, _take(seeds, AT_MOST), key, now, server.port), SATURATED_SECONDS, PROOF)
    promised += load.answers
    ratio = at_least(
        f"cast, {engine}, as fast as it goes",
        load.a_second,
        ground.mein_berlin("cast", TIMES_MEIN_BERLIN),
        ground.openstad("cast"),
        Goal("one-row insert", ground.insert),
    )
    yield Figure(f"{ratio.act} (generator {load.own_cpu:.0%} of a core)", *ratio.cells[1:4], ratio.is_met)
    yield _kept(engine, site, promised, load.errors)


def _take(seeds: Iterator[bytes], number: int) -> list[bytes]:
    return [next(seeds) for _ in range(number)]


def _tail(act: str, load: Load, most_ms: float) -> Figure:
    told = f"{load.p99_ms:.1f} ms, p50 {load.p50_ms:.1f} ms, {load.errors} errors"
    met = load.p99_ms <= most_ms and not load.errors
    return Figure(f"{act} (generator {load.own_cpu:.0%})", told, "–", f"≤ {most_ms:g} ms, 0 errors", met)


def _kept(engine: str, site: Site, promised: int, errors: int) -> Figure:
    with site.database.reading() as session:
        chosen = select(func.count(), func.count(Urn.public_key.distinct()), func.sum(Urn.sequence))
        rows, keys, casts_kept = session.execute(chosen.where(Urn.round_id == site.vote_id)).one()
    told = f"{promised - rows} lost, {int(casts_kept) - keys} double, {errors} errors"
    return Figure(f"cast, {engine}: {promised:,} proofs against the urn", told, "–", "0, 0, 0",
                  rows == keys == casts_kept == promised and not errors)  # fmt: skip


def measure_code_entry(server: Server, site: Site) -> Iterator[Figure]:
    """With argon2: voters who come at their own pace, then as many as the machine takes."""
    calm = arrive_on_journeys(whole_voters(site.codes, server.port, 120), 20)
    _refuse_errors(calm)
    told = f"p95 {calm.p95_ms / 1000:.2f} s ({calm.a_second:.0f}/s, generator {calm.own_cpu:.0%})"
    yield Figure("whole voter, code to proof, 20/s arriving", told, "–", "p95 < 0.5 s", calm.p95_ms < 500)
    full = travel(whole_voters(site.codes, server.port, 2_000), 5)
    _refuse_errors(full)
    yield Figure("whole voter, as fast as it goes", f"{full.a_second:.0f}/s (generator {full.own_cpu:.0%})", "–",
                 "≥ 35/s", full.a_second >= 35)  # fmt: skip
    doors = travel(entries(site.codes, server.port, 2_000), 3)
    _refuse_errors(doors)
    yield Figure("code entry alone (argon2id, 19 MiB, t = 2)", f"{doors.a_second:.0f}/s, p95 {doors.p95_ms:.0f} ms")


def _refuse_errors(load: Load) -> None:
    if load.errors:
        raise VotesDiffer(f"{load.errors} voters could not vote: {load.first_error}")


def measure_replay(path: Path, folder: Path, now: datetime) -> Sequence[Figure]:
    """Every ballot of a real election through the service by which the web casts, in this process."""
    if not path.exists():
        return [Figure(f"replay of {path.stem}", "no such file here")]
    file = read(path.read_bytes())
    database = Database(f"sqlite:///{folder / 'replay.sqlite'}")
    every_table().create_all(database.engine)
    moments: list[float] = []
    imported = import_election(database, OPERATOR, now, file, lambda _: moments.append(perf_counter()))
    seconds = moments[-1] - moments[0]
    database.dispose()
    if imported.ballots_in_urn != len(file.ballots):
        raise VotesDiffer(f"{len(file.ballots)} ballots, {imported.ballots_in_urn} in the urn")
    a_second = (len(moments) - 1) / seconds
    return [Figure(f"cast {path.stem} ({len(moments):,} ballots) through the service", f"{a_second:,.0f}/s", "–",
                   "≥ 500/s", a_second >= 500)]  # fmt: skip

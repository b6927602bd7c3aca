"""`python -m bench [--data FOLDER] [--only NAME,...] [--write FILE]`: all measurements in one run, as one table."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from time import perf_counter

import clock
from bench.casting import VOTERS_NEEDED, measure_casting, measure_code_entry, measure_replay
from bench.figures import HEADER, Figure
from bench.footprint import measure_queries, measure_start, measure_weight
from bench.ledger import measure_ledger
from bench.pages import Bare, measure_bare, measure_pages, measure_submitting
from bench.servers import Server, fdatasync_a_second, postgres, serving
from bench.site import WIJKEN, Site, add_large_result, build_site
from bench.table import table_lines

LONGEST_SECONDS = 900
HEADING = "## What came out"
PARTS = ("pages", "submit", "sqlite", "postgresql", "codes", "footprint", "ledger", "replay")
CODES, DRAFTS = 64, 300
AMSTERDAM = "Netherlands_Amsterdam_252.pb"


class Run:
    """One run: its folder, its keys, and the figures so far."""

    def __init__(self, folder: Path, parts: tuple[str, ...], data: Path) -> None:
        self.folder, self.parts, self.data = folder, parts, data
        self.secrets = {"SECRET_KEY": secrets.token_hex(32), "VOTING_KEY": secrets.token_hex(32)}
        self.secrets |= {"SECURE_COOKIES": "0", "DEMO": "0"}
        self.voting_key = bytes.fromhex(self.secrets["VOTING_KEY"])
        self.now: datetime = clock.now()

    def environment(self, url: str) -> dict[str, str]:
        return self.secrets | {"DATABASE_URL": url, "INSTANCE_DIR": str(self.folder)}

    def figures(self) -> Iterator[Figure]:
        yield Figure("the disk: fdatasync", f"{fdatasync_a_second(self.folder):,.0f}/s", "under every cast")
        url = f"sqlite:///{self.folder / 'bench.sqlite'}"
        ground = measure_bare(f"sqlite:///{self.folder / 'bare.sqlite'}")
        if set(self.parts) & {"pages", "submit", "sqlite", "codes", "footprint"}:
            yield from self._on_sqlite(url, ground)
        if "postgresql" in self.parts:
            yield from self._on_postgres()
        if "ledger" in self.parts:
            yield from measure_ledger(self.secrets, self.folder, self.now)
        if "replay" in self.parts:
            yield from measure_replay(self.data / AMSTERDAM, self.folder, self.now)

    def _on_sqlite(self, url: str, ground: Bare) -> Iterator[Figure]:
        site = build_site(url, self.now, VOTERS_NEEDED + 1, CODES, DRAFTS)
        add_large_result(site, self.now)
        with serving("app:create_app()", self.environment(url)) as server:
            if "pages" in self.parts:
                yield from measure_pages(server, site, ground)
                yield from measure_weight(server)
            if "submit" in self.parts:
                yield measure_submitting(server, site, self.secrets, self.folder, ground)
            yield Figure("bare Flask: one-row insert, SQLite FULL", f"{ground.insert:,.0f}/s")
            if "sqlite" in self.parts:
                yield from self._casts("SQLite FULL", server, site, ground)
            if "codes" in self.parts:
                yield from measure_code_entry(server, site)
        if "footprint" in self.parts:
            yield from self._footprint(url, site, ground)

    def _footprint(self, url: str, site: Site, ground: Bare) -> Iterator[Figure]:
        yield from measure_queries(site, self.secrets, self.folder, self.voting_key, self.now)
        yield from measure_start(self.environment(url), site, ground.cold_start_s)

    def _on_postgres(self) -> Iterator[Figure]:
        with postgres() as url:
            ground = measure_bare(url)
            yield Figure("bare Flask: one-row insert, PostgreSQL", f"{ground.insert:,.0f}/s")
            site = build_site(url, self.now, VOTERS_NEEDED, wijken=WIJKEN[:1])
            with serving("app:create_app()", self.environment(url), workers=2) as server:
                yield from self._casts("PostgreSQL", server, site, ground)
            site.database.dispose()

    def _casts(self, engine: str, server: Server, site: Site, ground: Bare) -> Iterator[Figure]:
        return measure_casting(engine, server, site, self.voting_key, self.now, ground)


def _too_long(*_: object) -> None:
    raise SystemExit(f"not done after {LONGEST_SECONDS} s: is the machine busy?")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/pabulib"), help="folder with Pabulib files")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--write", type=Path, metavar="FILE", help=f"put the table in this file, under “{HEADING}”")
    asked = parser.parse_args()
    parts = tuple(asked.only.split(","))
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    # what hangs ends here, and what was started is stopped on the way out
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST_SECONDS)
    begun, figures = perf_counter(), []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        for figure in Run(folder, parts, asked.data).figures():
            figures.append(figure)
            print(f"{perf_counter() - begun:5.0f} s  {figure.act}: {figure.figure}", file=sys.stderr, flush=True)
    told = "\n".join(_told(figures, perf_counter() - begun))
    print(told)
    if asked.write:
        before = asked.write.read_text().partition(HEADING)[0]
        asked.write.write_text(f"{before}{HEADING}\n{told}\n")
    return 0


def _told(figures: list[Figure], seconds: float) -> list[str]:
    missed = [figure.act for figure in figures if figure.is_met is False]
    return [
        *table_lines(HEADER, [figure.cells for figure in figures]),
        "",
        f"Measured in {seconds:.0f} s on {os.cpu_count()} cores. Goals missed: {'; '.join(missed) or 'none'}.",
        "mein.berlin and OpenStad: constants from our own runs of their unmodified code on two cores. Their answers a",
        "second are taken times what the bare list does in this run against what it did in theirs.",
    ]


if __name__ == "__main__":
    sys.exit(main())

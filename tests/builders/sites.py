"""A real server process on a free port of this machine, with its own SQLite database, for browser tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from database import Database
from tests.builders.engines import ROOT


@dataclass
class Site:
    """A running server: where it is, and the database behind it."""

    url: str
    database: Database
    instance: Path
    process: subprocess.Popen[bytes]
    printed: str = ""
    """What the demo loader said: addresses, codes, how to sign in."""

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def site_environment(database: Database, instance: Path, *, demo: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {
        "DATABASE_URL": database.url,
        "INSTANCE_DIR": str(instance),
        "SECURE_COOKIES": "0",
        "DEMO": "1" if demo else "0",
    }


def run_flask(environment: dict[str, str], *arguments: str) -> str:
    """Run a flask command as the operator does; its output. Fails with what it said on standard error."""
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stderr}"
    return done.stdout


def start_site(
    database: Database, instance: Path, *, demo: bool = False, served: str = "app:create_app()", threads: int = 8,
    more: Mapping[str, str] | None = None,
) -> Site:  # fmt: skip
    """Start gunicorn as `make run` does, with `more` settings, and wait until it answers."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", served, "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", str(threads), "--no-control-socket", "--log-level", "warning"]
    log = (instance / "server.log").open("wb")
    environment = site_environment(database, instance, demo=demo) | dict(more or {})
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    log.close()
    site = Site(url, database, instance, process)
    try:
        _wait_until_it_answers(site)
    except BaseException:
        site.stop()
        raise
    return site


def _wait_until_it_answers(site: Site, seconds: float = 30) -> None:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        assert site.process.poll() is None, (site.instance / "server.log").read_text()
        try:
            with urlopen(f"{site.url}/healthz", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server does not answer: " + (site.instance / "server.log").read_text())

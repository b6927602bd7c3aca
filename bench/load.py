"""Load for a server: wrk as fast as answers come, or visitors who arrive at their own pace whatever the server does."""

from __future__ import annotations

import asyncio
import re
import resource
import shutil
import subprocess
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

CONNECTIONS = 16
Journey = Callable[[], Awaitable[None]]
"""What one visitor does; raises when an answer is wrong."""


@dataclass(frozen=True)
class Load:
    """What came back. `own_cpu` is the generator's share of one core."""

    a_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    answers: int
    errors: int
    own_cpu: float
    first_error: str = ""


def read_pages(url: str, seconds: int = 3) -> float:
    """Pages a second over 16 kept connections, as a browser that reads gzip asks for them."""
    if shutil.which("wrk") is None:
        return asyncio.run(_read_without_wrk(url, seconds))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip", url]
    told = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 20, check=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(f"{url} does not answer with 200:\n{told}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found is not None, told
    return float(found[1])


def post_rows(url: str, seconds: int = 3) -> float:
    """Empty POSTs a second over 16 kept connections."""
    port, path = _port_and_path(url)
    request = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\r\n".encode()
    return asyncio.run(_closed(port, [request] * 200_000, seconds)).a_second


async def _read_without_wrk(url: str, seconds: int) -> float:
    port, path = _port_and_path(url)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    return (await _closed(port, [request] * 500_000, seconds)).a_second


def _port_and_path(url: str) -> tuple[int, str]:
    host, _, path = url.removeprefix("http://").partition("/")
    return int(host.split(":")[1]), f"/{path}"


def post_all(port: int, requests: Sequence[bytes], seconds: float, leads_to: bytes = b"") -> Load:
    """Send these requests, each once, as fast as the answers come, until the time is over.

    An answer that does not lead to this address is an error.
    """
    return asyncio.run(_closed(port, requests, seconds, leads_to))


def arrive(port: int, requests: Sequence[bytes], a_second: float, leads_to: bytes = b"") -> Load:
    """Send these requests at a fixed pace, each over a connection of its own; a late answer delays nobody else.

    The wait is counted from the moment at which the visitor should have been served.
    """
    return asyncio.run(_open([_arrival(port, request, leads_to) for request in requests], a_second))


def arrive_on_journeys(journeys: Sequence[Journey], a_second: float) -> Load:
    """Visitors who arrive at a fixed pace, each for several requests."""
    return asyncio.run(_open(journeys, a_second))


@dataclass
class Tally:
    """Collects waits in milliseconds and errors."""

    waits: list[float]
    errors: int = 0
    first_error: str = ""

    async def take(self, since: float, answer: Awaitable[None]) -> None:
        try:
            await asyncio.wait_for(answer, 30)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, ValueError) as wrong:
            self.errors += 1
            self.first_error = self.first_error or repr(wrong)[:500]
            return
        self.waits.append((time.perf_counter() - since) * 1000)

    def load(self, seconds: float, cpu: float) -> Load:
        waits = sorted(self.waits) or [0.0]

        def at(percent: float) -> float:
            return waits[min(len(waits) - 1, int(len(waits) * percent / 100))]

        count = len(self.waits)
        return Load(count / seconds, at(50), at(95), at(99), count, self.errors, cpu / seconds, self.first_error)


async def _closed(port: int, requests: Sequence[bytes], seconds: float, leads_to: bytes = b"") -> Load:
    tally, waiting = Tally([]), iter(requests)
    begun, cpu = time.perf_counter(), _own_cpu()
    end = begun + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end and (request := next(waiting, None)) is not None:
            await tally.take(time.perf_counter(), _answered(reader, writer, request, leads_to))
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return tally.load(time.perf_counter() - begun, _own_cpu() - cpu)


async def _open(journeys: Sequence[Journey], a_second: float) -> Load:
    tally, running = Tally([]), set[asyncio.Task[None]]()
    begun, cpu = time.perf_counter(), _own_cpu()
    for number, journey in enumerate(journeys):
        due = begun + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(tally.take(due, journey()))
        running.add(task)
        task.add_done_callback(running.discard)
    if running:
        await asyncio.wait(running, timeout=30)
    return tally.load(time.perf_counter() - begun, _own_cpu() - cpu)


def _arrival(port: int, request: bytes, leads_to: bytes) -> Journey:
    async def journey() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            await _answered(reader, writer, request, leads_to)
        finally:
            writer.close()

    return journey


async def _answered(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes, leads_to: bytes
) -> None:
    status, head, _ = await exchange(reader, writer, request)
    if status >= 400 or (leads_to and not any(_is_location(line) and leads_to in line for line in head)):
        raise ValueError(f"answered {status}: {head}")


def _is_location(line: bytes) -> bool:
    return line[:9].lower() == b"location:"


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, list[bytes], bytes]:
    """Send one request, read its whole answer: status, header lines, body."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    length = next((int(line[15:]) for line in head if line[:15].lower() == b"content-length:"), None)
    if length is None:
        raise ValueError("an answer without Content-Length")
    body = await reader.readexactly(length) if length else b""
    return int(head[0].split()[1]), head, body


def travel(journeys: Sequence[Journey], seconds: float, connections: int = CONNECTIONS) -> Load:
    """Whole journeys of several requests one after another, so many at a time, until the time is over."""

    async def run() -> Load:
        tally, waiting = Tally([]), iter(journeys)
        begun, cpu = time.perf_counter(), _own_cpu()

        async def one() -> None:
            while time.perf_counter() < begun + seconds and (journey := next(waiting, None)) is not None:
                await tally.take(time.perf_counter(), journey())

        await asyncio.gather(*(one() for _ in range(connections)))
        return tally.load(time.perf_counter() - begun, _own_cpu() - cpu)

    return asyncio.run(run())


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime

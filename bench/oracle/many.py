"""Thousands of made elections: the first that both sides count differently, made as small as it can be."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bench.oracle.made import VOTE_TYPES, files
from bench.oracle.sides import Oracle, ours
from bench.oracle.variants import VARIANTS, Variant

SEED = 2026
MOST_SECONDS = 20


class Differs(Exception):
    """Both sides counted one made election, and not the same."""


def differences_among_made(number: int) -> list[str]:
    """In words, with the file; empty when there are none."""
    differing, counted = [], 0
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder, Oracle(MOST_SECONDS) as oracle:
        for vote_type in VOTE_TYPES:
            for variant in (each for each in VARIANTS if each.suits(vote_type)):
                try:
                    counted += _try(Path(folder), vote_type, variant, oracle, number)
                except Differs as told:
                    differing.append(f"{vote_type}, {variant.name}: {told}")
    print(f"{counted} made elections counted by both (seed {SEED})")
    return differing


def _try(folder: Path, vote_type: str, variant: Variant, oracle: Oracle, number: int) -> int:
    """How many were counted. What one side refuses is a difference: nothing made here is out of order."""
    path, counted = folder / "made.pb", 0

    @seed(SEED)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(files(vote_type))
    def both_count_the_same(text: str) -> None:
        nonlocal counted
        path.write_text(text, encoding="utf-8")
        mine, theirs = ours(path, variant), oracle.ask(path, variant)
        counted += 1
        if reason := mine.not_run or theirs.not_run:
            raise Differs(reason)
        if set(mine.winners) != set(theirs.winners):
            raise Differs(f"ours {mine.winners}, theirs {theirs.winners}\n{text}")

    both_count_the_same()
    return counted

"""Where all runs of add1 together take the other side too long: the run that decides, and the one after it.

Says less than a whole count: that our winners are its winners from our start, and that a euro more overspends.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from bench.oracle.sides import Answer, Oracle, ours
from bench.oracle.variants import Variant
from voting.cli.count import count_command

DECIDING_RUN = "the deciding run and the next"


def deciding_run(path: Path, variant: Variant, oracle: Oracle) -> tuple[Answer, Answer]:
    """Ours, and what pabutools gets from our start; a start after it that costs no more is a difference too."""
    mine = ours(path, variant)
    if mine.not_run:
        return mine, Answer()
    told = json.loads(CliRunner().invoke(count_command, [str(path), *variant.options, "--json"]).stdout)
    raised = int(told["raised"])
    theirs = oracle.ask(path, _run(variant, raised))
    following = oracle.ask(path, _run(variant, raised + 1))
    if not following.not_run and not following.overspends and set(following.winners) != set(theirs.winners):
        theirs = replace(theirs, winners=(*theirs.winners, "a euro more gives other winners within the pot"))
    return mine, theirs


def _run(variant: Variant, raised: int) -> Variant:
    return Variant(variant.name, variant.asked | {"completion": "none", "raised": str(raised)})

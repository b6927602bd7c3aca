"""What pabutools found, kept: `python -m bench.oracle.witnessed FILE` holds our winners against it, without pabutools.

`witnessed.json` has the winners by the SHA-256 of the file and the rule. `make oracle` asks the witness itself.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

from bench.oracle.sides import ours
from bench.oracle.variants import VARIANTS

KEPT = Path(__file__).with_name("witnessed.json")


def kept_for(path: Path) -> dict[str, list[str]]:
    """Winners by the name of the rule; empty for a file that the witness never saw."""
    everything: dict[str, dict[str, list[str]]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return everything.get(sha256(path.read_bytes()).hexdigest(), {})


def compare(path: Path) -> tuple[list[str], list[str]]:
    """The rules under which our winners are those of the witness, and in words where they are not."""
    kept, same, different = kept_for(path), [], []
    for variant in VARIANTS:
        if variant.name not in kept:
            continue
        mine, theirs = ours(path, variant), set(kept[variant.name])
        if not mine.not_run and set(mine.winners) == theirs:
            same.append(variant.name)
        else:
            different.append(f"{variant.name}: ours {mine.not_run or sorted(mine.winners)}, witness {sorted(theirs)}")
    return same, different


if __name__ == "__main__":
    agreed, differing = compare(Path(sys.argv[1]))
    print(json.dumps({"same": agreed, "different": differing}))

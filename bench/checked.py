"""`python -m bench.checked FILE` prints the errors that Pabulib's own checker finds, one on a line."""

from __future__ import annotations

import contextlib
import io
import sys

from pabulib.checker import Checker


def errors_in(path: str) -> list[str]:
    # the checker tells its progress on standard output
    with contextlib.redirect_stdout(io.StringIO()):
        told = Checker().process_files([path])
    errors = [
        f"{kind}: {next(iter(found.values()), '') if isinstance(found, dict) else found}"
        for results in told.values()
        if isinstance(results, dict) and isinstance(results.get("results"), dict)
        for kind, found in results["results"].get("errors", {}).items()
    ]
    return errors or ["not valid"] * bool(told["metadata"]["invalid"])


if __name__ == "__main__":
    print("\n".join(errors_in(sys.argv[1])))

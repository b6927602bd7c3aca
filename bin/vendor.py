"""Fetch the front-end files that are kept in this repository, and refuse any whose sum differs from its manifest.

Run `python bin/vendor.py` after a version in a manifest changed: it needs npm. Running the product needs neither.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MANIFESTS = ("static/vendor/manifest.json", "tests/vendor/manifest.json")


def main() -> int:
    """Fetch every package of every manifest; 1 when a sum differs, and nothing of that package is written."""
    wrong: list[str] = []
    for manifest in MANIFESTS:
        for package in json.loads((ROOT / manifest).read_text())["packages"]:
            wrong += fetch(package, (ROOT / manifest).parent)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def fetch(package: dict[str, Any], into: Path) -> list[str]:
    """Put one package's listed files into a folder; the differences, if any."""
    named = f"{package['name']}@{package['version']}"
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", named, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - names come from the manifest
        archive = next(Path(folder).glob("*.tgz"))
        found = sum_of(archive.read_bytes())
        if found != package["sha512"]:
            return [f"{named}: the package's sum is {found}, the manifest says {package['sha512']}"]
        with tarfile.open(archive) as opened:
            contents = {file["path"]: read(opened, file["from"]) for file in package["files"]}
    wrong = [
        f"{named}: {file['path']} has another sum than the manifest says"
        for file in package["files"]
        if sum_of(contents[file["path"]]) != file["sha512"]
    ]
    for path, content in contents.items() if not wrong else ():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content)
    return wrong


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of a package; KeyError when the package does not hold it."""
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise KeyError(name)
    return member.read()


def sum_of(content: bytes) -> str:
    """The sum as a manifest writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


if __name__ == "__main__":
    raise SystemExit(main())

"""Makes the Dutch catalogue out of translations/nl/*.po, and with --check names everything that is wrong with it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from translations.sources import ROOT, Said, Unreadable, all_said

DUTCH = ROOT / "translations/nl"
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
Ids = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One translation: its id (and plural), its Dutch text or texts, and where it stands."""

    ids: Ids
    texts: Ids
    is_fuzzy: bool
    place: str


def entries(folder: Path = DUTCH) -> Iterator[Entry]:
    """Every translation in every file, also what stands there twice."""
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="nl", abort_invalid=True)
        for message in catalogue:
            if message.id:
                yield Entry(_texts(message.id), _texts(message.string), message.fuzzy, f"{path.name}:{message.lineno}")


def _texts(text: object) -> Ids:
    return (text,) if isinstance(text, str) else tuple(str(each) for each in text)  # type: ignore[attr-defined]


def compile_catalogue(folder: Path = DUTCH) -> Path:
    """Write messages.mo out of all files together; where it went."""
    merged = Catalog(locale="nl", domain="messages")
    for entry in entries(folder):
        merged[entry.ids if len(entry.ids) > 1 else entry.ids[0]] = Message(
            entry.ids if len(entry.ids) > 1 else entry.ids[0],
            entry.texts if len(entry.ids) > 1 else entry.texts[0],
            flags={"fuzzy"} if entry.is_fuzzy else set(),
        )
    target = folder / "LC_MESSAGES/messages.mo"
    target.parent.mkdir(exist_ok=True)
    # a running server reads either the old file or the new one, never half of it
    with NamedTemporaryFile(dir=target.parent, delete=False) as beside:
        write_mo(beside, merged)
    Path(beside.name).chmod(0o644)
    return Path(beside.name).replace(target)


def faults(found: list[Entry], said: list[Said | Unreadable], same: set[str]) -> Iterator[str]:
    """Everything wrong: what is missing, unused, fuzzy, empty, told twice, or has other places for values."""
    sentences = {each.ids[0]: each for each in said if isinstance(each, Said)}
    plurals = {each.ids[0]: each for each in said if isinstance(each, Said) and len(each.ids) > 1}
    known = {entry.ids[0] for entry in found}
    yield from (f"{each.place}: the sentence is not written here" for each in said if isinstance(each, Unreadable))
    yield from (f"{s.place}: no Dutch for {text!r}" for text, s in sentences.items() if text not in known)
    yield from _told_twice(found)
    for entry in found:
        text = entry.ids[0]
        if text not in sentences:
            yield f"{entry.place}: nobody says {text!r}"
        elif text in plurals and entry.ids != plurals[text].ids:
            yield f"{entry.place}: {text!r} is counted, with {plurals[text].ids[1]!r}"
        yield from (f"{entry.place}: {fault}" for fault in _entry_faults(entry, same))


def _told_twice(found: list[Entry]) -> Iterator[str]:
    first: dict[str, Entry] = {}
    for entry in found:
        earlier = first.setdefault(entry.ids[0], entry)
        if earlier.texts != entry.texts:
            yield f"{entry.place}: {entry.ids[0]!r} is translated otherwise at {earlier.place}"


def _entry_faults(entry: Entry, same: set[str]) -> Iterator[str]:
    name = entry.ids[0]
    if entry.is_fuzzy:
        yield f"{name!r} is fuzzy"
    if not entry.texts or not all(text.strip() for text in entry.texts):
        yield f"{name!r} is empty"
    elif name in entry.texts and name not in same:
        yield f"{name!r} is not translated"
    if len(entry.ids) != len(entry.texts):
        yield f"{name!r} needs {len(entry.ids)} texts"
    wanted = {place for text in entry.ids for place in _places(text)}
    for text in entry.texts:
        # one of something may leave the number out
        differing = _places(text) - wanted if len(entry.ids) > 1 else _places(text) ^ wanted
        if differing:
            yield f"{name!r} has other places for values: {', '.join(sorted(differing))}"


def _places(text: str) -> set[str]:
    return {named or braced for named, braced in PLACE.findall(text)}


def same_allowed(folder: Path = DUTCH) -> set[str]:
    """Sentences that are the same in both languages: names and such."""
    return set((folder / "same.txt").read_text(encoding="utf-8").splitlines())


def all_faults() -> list[str]:
    return list(faults(list(entries()), list(all_said()), same_allowed()))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m translations.catalogue", description=__doc__)
    parser.add_argument("--check", action="store_true", help="name every fault, and end with 1 if there is one")
    asked = parser.parse_args()
    compile_catalogue()
    found = all_faults() if asked.check else []
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())

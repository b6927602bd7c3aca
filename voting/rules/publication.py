"""How much of a vote may be shown, so that nobody's ballot can be guessed from it.

Where at least FEWEST_BALLOTS people chose something, the ballots themselves are public, and so is every step that
follows from them. Under that: winners and totals alone. A page or a table never gives a number of people from 1
to 4, whatever it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FEWEST_BALLOTS = 30
"""Under so many ballots winners and totals are shown, but no ballots, no steps and not what voters got."""
FEWEST_PEOPLE = 5
"""No page says of fewer people how many they are."""

PUBLIC_RECORD = ("round", "area", "currency", "spec_hash", "input_hash", "version", "lot", "threshold_percent")
PUBLIC_COUNT = ("rule", "parameters", "winners", "granted", "pot", "spent", "left")


def shows_steps(ballots: int) -> bool:
    """Whether an area with so many ballots (blank ones not counted) shows its steps and ballots: 30 does, 29 not."""
    return ballots >= FEWEST_BALLOTS


def fewest_together(record: Mapping[str, Any]) -> int:
    """How many ballots with a choice decide whether a record is shown whole: where several areas vote as one the
    fewest of any area, for the steps say from which area's pot a voter pays. An area without ballots hides nobody, and
    neither does one whose ballots were merged with another's: it has no number of its own. But where each of the merged
    areas voted about its own plans, a ballot tells by its plans of which area it is: then nothing is shown (0)."""
    if record.get("merged") and not record.get("across"):
        return 0
    chose = [area["chose"] for area in record.get("areas", ()) if area["chose"]]
    return min(chose, default=int(record["count"]["n"]))


def is_too_few(people: int) -> bool:
    """Whether a number of people may not be said: 1 to 4. Nobody (0) is no one's secret."""
    return 0 < people < FEWEST_PEOPLE


def least_said(people: int, whole: int) -> int | None:
    """What may be said of people out of a whole that is said too, when the 1 to 4 others would follow from it: that
    they are at least the whole less four. None where their number itself may be said.

    Example: 241 of 243 voters becomes "239 or more"; 238 and 243 of them stay as they are.
    """
    return max(whole - FEWEST_PEOPLE + 1, 0) if is_too_few(whole - people) else None


@dataclass(frozen=True, slots=True)
class Turnout:
    """What pages say of who voted. `issued` (codes handed out) and `ballots` (all valid ones) are None where who
    subtracts the other numbers would know a group of 1 to 4 people. Of 1 to 4 the others are "fewer than 5"."""

    issued: int | None
    ballots: int | None
    chose: int
    blank: int
    invalid: int

    @property
    def is_whole(self) -> bool:
        return self.issued is not None and self.ballots is not None


def turnout_said(issued: int, chose: int, blank: int, invalid: int) -> Turnout:
    """What may be said of so many codes handed out, ballots with a choice, blank and invalid ones.

    Example: 640 codes, 243 ballots with a choice and 4 blank: no total of 247 is said, for 247 - 243 tells the four.
    """
    rest = issued - sum(group for group in (chose, blank, invalid) if not is_too_few(group))
    is_told_apart = is_too_few(chose) or is_too_few(blank)
    return Turnout(
        issued=None if is_too_few(rest) else issued,
        ballots=None if is_told_apart else chose + blank,
        chose=chose,
        blank=blank,
        invalid=invalid,
    )


def turnout_of(record: Mapping[str, Any]) -> Turnout:
    """What pages say of the turnout of a record, of one area or of several that were counted as one."""
    count = record["count"]
    return turnout_said(record["turnout"]["issued"], count["n"], count["blank"], count["invalid"])


def turnout_of_area(record: Mapping[str, Any], code: str) -> tuple[int | None, int | None]:
    """Codes handed out and ballots of one area, for tables of areas; None for a number that is not said.

    Beside the turnout of the whole record nothing follows from it: of several areas all leave their blank ballots out,
    or all stay unsaid, as soon as one of them has a group of 1 to 4.
    """
    whole, parts = turnout_of(record), record.get("areas", ())
    if not parts:
        return whole.issued, whole.chose if whole.ballots is None else whole.ballots
    told = {part["code"]: part for part in parts if part["ballots"] is not None}
    if code not in told:
        return None, None
    blank = [part["ballots"] - part["chose"] for part in told.values()]
    ballots = "chose" if any(map(is_too_few, (whole.blank, *blank))) else "ballots"
    rests = [part["issued"] - part[ballots] for part in told.values()]
    says_issued = whole.issued is not None and not any(map(is_too_few, rests))
    says_ballots = not any(is_too_few(part["chose"]) for part in told.values())
    return told[code]["issued"] if says_issued else None, told[code][ballots] if says_ballots else None


@dataclass(frozen=True, slots=True)
class Together:
    """So many voters have from `least` up to `most` funded choices (`most` None: or more)."""

    least: int
    most: int | None
    voters: int


def voters_together(voters_with: Sequence[int]) -> tuple[Together, ...]:
    """Voters with 0, 1, 2 … funded choices; a number of people from 1 to 4 is put together with its neighbour's.

    Example: (12, 20, 3, 1) becomes 12 with none, and 24 with one or more. () when they are fewer than five in all.
    """
    groups: list[Together] = []
    for funded, voters in enumerate(voters_with):
        if groups and (is_too_few(groups[-1].voters) or is_too_few(voters)):
            groups[-1] = Together(groups[-1].least, funded, groups[-1].voters + voters)
        else:
            groups.append(Together(funded, funded, voters))
    if not groups or is_too_few(groups[-1].voters):
        return ()
    last = groups[-1]
    if last.least != last.most:
        groups[-1] = Together(last.least, None, last.voters)
    return tuple(groups)


def public_record(record: Mapping[str, Any], record_hash: str) -> dict[str, Any]:
    """What everyone may read of the record of a small area: winners and totals, and the hash of the whole record."""
    count = dict(record["count"])
    if record.get("threshold_percent"):
        # the number that a percentage became would tell about how many people voted
        count["parameters"] = count["parameters"] | {"threshold": f"{record['threshold_percent']}%"}
    return {
        **{key: record[key] for key in PUBLIC_RECORD if key in record},
        "plans": record["plans"],
        "record_hash": record_hash,
        "shortened": f"fewer than {FEWEST_BALLOTS} ballots: winners and totals only",
        "count": {key: count[key] for key in PUBLIC_COUNT if key in count},
    }

"""The options of `flask pabulib count`: what was asked, the rule it makes, and what does not go together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import click

from voting.rules.election import BallotKind, Completion, Method, Rule, Ties, Utility
from voting.rules.fitting import misfit_of
from voting.rules.pabulib.file import PabulibFile

METHODS = [method.value for method in Method]
MOST_HOURS = 10_000_000


@dataclass(frozen=True)
class Asked:
    """The options as given; None where nothing was said."""

    method: str | None
    completion: str | None
    utility: str | None
    exhaustive_stop: bool | None
    comparison: bool
    threshold: str
    ties: str
    seed: str | None


def choose_rule(asked: Asked, file: PabulibFile) -> Rule:
    """The file's rule if it is one of ours, else Equal Shares add1u, changed by what was asked for."""
    rule = (file.rule or Rule()) if asked.method is None else _plain(Method(asked.method))
    if not rule.is_equal_shares:
        _refuse_equal_shares_options(asked, rule)
    else:
        rule = replace(
            rule,
            completion=Completion(asked.completion) if asked.completion else rule.completion,
            utility=Utility(asked.utility) if asked.utility else rule.utility,
            exhaustive_stop=bool(asked.exhaustive_stop),
            comparison=asked.comparison or rule.comparison,
        )
    return replace(rule, threshold=_threshold(asked.threshold), ties=Ties(asked.ties), seed=_seed(asked))


def refuse_misfit_of_options(rule: Rule, kind: BallotKind) -> None:
    """A rule or utility that these ballots do not allow is wrong use (status 2)."""
    misfit = misfit_of(rule, kind)
    if misfit is not None:
        raise click.UsageError(str(misfit))


def pot_minutes(text: str | None) -> int | None:
    """The hours in the pot as minutes; None where hours do not count."""
    if text is None:
        return None
    try:
        minutes = Decimal(text) * 60
        is_sound = 0 <= minutes <= MOST_HOURS * 60 and minutes == int(minutes)
    except (InvalidOperation, ValueError, OverflowError):
        is_sound = False
    if not is_sound:
        raise click.UsageError("--hours: say how many hours there are, 0 or more, with no parts finer than a minute.")
    return int(minutes)


def _plain(method: Method) -> Rule:
    return Rule() if method is Method.EQUAL_SHARES else Rule(method, Completion.NONE)


def _refuse_equal_shares_options(asked: Asked, rule: Rule) -> None:
    given = {
        "--completion": asked.completion is not None,
        "--utility": asked.utility is not None,
        "--exhaustive-stop": asked.exhaustive_stop is not None,
        "--comparison": asked.comparison,
    }
    for option, is_given in given.items():
        if is_given:
            raise click.UsageError(f"{option} belongs to --rule equalshares; this count is by {rule.method}.")


def _threshold(text: str) -> int | None:
    if text == "file":
        return None
    if text == "none":
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise click.UsageError("--threshold: say “file”, “none” or a whole number of votes.")
    return int(text)


def _seed(asked: Asked) -> str:
    if (asked.ties == Ties.BY_LOT.value) != (asked.seed is not None):
        raise click.UsageError("--ties lot and --seed TEXT belong together.")
    return asked.seed or ""

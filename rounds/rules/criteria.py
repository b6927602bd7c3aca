"""The criteria plans are judged by: what the municipality knows; a round takes all or some of them.

For proposers before they write, and for whoever judges. Sources: criteria in use in Dutch municipalities.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """A rule for plans, in the words that proposers read."""

    code: str
    text_nl: str
    text_en: str


DEFAULT_CRITERIA = (
    Criterion("in_area", "Het plan is voor de eigen wijk.", "The plan is for the area itself."),
    Criterion("public_benefit", "De buurt heeft er iets aan.", "The neighbourhood benefits from it."),
    Criterion("open_to_all", "Iedereen mag meedoen.", "Everyone may take part."),
    Criterion(
        "usable_with_aids",
        "Het is bruikbaar met een rolstoel, rollator of kinderwagen.",
        "It can be used with a wheelchair, a walker or a pram.",
    ),
    Criterion(
        "not_political_religious_commercial",
        "Het is niet politiek, religieus of commercieel.",
        "It is not political, religious or commercial.",
    ),
    Criterion("fits_law_and_policy", "Het past bij de wet en bij het beleid.", "It fits the law and the policy."),
    Criterion("owner_permission", "De eigenaar van de plek vindt het goed.", "The owner of the place agrees."),
    Criterion(
        "permit_obtainable",
        "Er is geen vergunning nodig, of die is haalbaar.",
        "No permit is needed, or it can be had.",
    ),
    Criterion(
        "realistic_budget",
        "De kosten kloppen, ook die van het onderhoud.",
        "The costs are right, upkeep included.",
    ),
    Criterion("within_one_year", "Het kan binnen een jaar klaar zijn.", "It can be done within a year."),
    Criterion(
        "not_already_planned", "De gemeente is dit niet al van plan.", "The municipality does not plan it already."
    ),
    Criterion(
        "no_uncertain_money",
        "Er is geen geld nodig dat nog onzeker is.",
        "It needs no other money that is still uncertain.",
    ),
    Criterion("support", "De buurt staat achter het plan.", "The neighbourhood supports the plan."),
    Criterion("safe", "Het is veilig.", "It is safe."),
)

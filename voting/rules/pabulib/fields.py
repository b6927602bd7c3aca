"""The keys, columns and words that the Pabulib format knows, in its own order, and our stated limits."""

from voting.rules.election import Completion, Method, Rule


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


REQUIRED_META = _words(
    "description country unit instance num_projects num_votes budget vote_type rule date_begin date_end"
)
META_KEYS = _words(
    "description country unit district subunit instance num_projects num_votes budget vote_type rule "
    "date_begin date_end min_length max_length min_sum_cost max_sum_cost min_points max_points min_sum_points "
    "max_sum_points default_score min_project_cost max_project_cost min_project_score_threshold neighborhoods "
    "subdistricts categories edition language currency fully_funded experimental comment acknowledgments "
    "leftover_budget budget_per_category budget_per_neighborhood min_length_per_category "
    "max_length_per_category min_sum_cost_per_category max_sum_cost_per_category"
)
PROJECT_COLUMNS = _words(
    "project_id cost votes score name category beneficiaries selected neighborhood subunit district "
    "description proposer public_id latitude longitude"
)
BALLOT_COLUMNS = _words("voter_id vote points age sex voting_method district neighborhood education")

WHOLE_META = _words("min_length max_length")
WHOLES_META = _words("min_length_per_category max_length_per_category")
"""One number, or one for each category."""
POINTS_META = _words("min_points max_points min_sum_points max_sum_points default_score")
"""Whole numbers too; of scoring ballots they may be below zero."""
AMOUNT_META = _words("min_sum_cost max_sum_cost min_project_cost max_project_cost")
FLAG_META = _words("fully_funded experimental")
AMOUNTS_META = _words("min_sum_cost_per_category max_sum_cost_per_category")
SELECTED = ("0", "1", "2", "3")
"""Not funded, by the rule itself, and in other ways."""

VOTE_TYPES = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
POINT_TYPES = ("cumulative", "scoring")
COUNTED_TYPES = ("approval", "choose-1")
RULE_NAMES = _words(
    "greedy greedy-no-skip greedy-threshold greedy-exclusive greedy-custom equalshares "
    "equalshares-comparison equalshares/add1 equalshares/add1-comparison unknown"
)

WITHDRAWN_COST_CENTS = 999_999_999_00
MOST_BALLOTS = 1_000_000
MOST_PROJECTS = 10_000
MOST_EUROS = 1_000_000_000_000

_NO_COMPLETION = Completion.NONE
OUR_RULES: dict[str, Rule] = {
    "greedy": Rule(Method.GREEDY, _NO_COMPLETION),
    "greedy-no-skip": Rule(Method.GREEDY_NO_SKIP, _NO_COMPLETION),
    "greedy-threshold": Rule(Method.GREEDY_THRESHOLD, _NO_COMPLETION),
    "equalshares": Rule(completion=_NO_COMPLETION),
    "equalshares-comparison": Rule(completion=_NO_COMPLETION, comparison=True),
    "equalshares/add1": Rule(completion=Completion.ADD1),
    "equalshares/add1-comparison": Rule(completion=Completion.ADD1, comparison=True),
}

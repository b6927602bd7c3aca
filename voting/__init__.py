"""The vote: ballots, the count, its result and its explanation."""

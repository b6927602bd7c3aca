"""How much of a small area's vote may be shown, so that nobody's ballot can be guessed from it."""

FEWEST_BALLOTS = 30
"""Under so many ballots winners and totals are shown, but no ballots and not what voters got."""

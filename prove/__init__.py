"""`make prove`: the invariants of the money attacked by real processes, with every guard in place and without it."""

"""The small forms on a large plan's own screen, and the one of the budget cycle."""

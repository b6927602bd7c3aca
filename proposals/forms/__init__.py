"""Forms about plans: the steps of writing one, deciding about one, and the thresholds of the test."""

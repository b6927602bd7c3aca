"""Measurements and replays outside the tests: they need minutes, a quiet machine or files that are not ours."""

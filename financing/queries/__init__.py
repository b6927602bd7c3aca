"""Reads of large plans: one, all, what comes next and when, and what waits for whom."""

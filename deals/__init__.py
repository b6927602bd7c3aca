"""Deals: what a neighbourhood and the municipality promise each other, what is paid for it and what came of it."""

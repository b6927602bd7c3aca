"""The result, for everyone, once it is published: who got what, why, step by step, and how to check it."""

from voting.routes.results import areas, comparing, files, lists, plans, recounting, steps, what_if

__all__ = ["areas", "comparing", "files", "lists", "plans", "recounting", "steps", "what_if"]

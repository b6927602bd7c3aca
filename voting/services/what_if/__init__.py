"""Answering "what if": counted by a process of its own, so that no question can hold up the people who vote."""

"""The schema's history, and the list of all its tables."""

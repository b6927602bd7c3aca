"""The tables of this subject."""

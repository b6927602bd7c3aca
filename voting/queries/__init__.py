"""Reads of the vote: the box, the ballot, codes, and published results."""

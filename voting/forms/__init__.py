"""Forms of the vote: the booth and its administration."""

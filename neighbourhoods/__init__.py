"""The partners in the neighbourhoods: police, care and welfare, housing corporations and others who join in."""

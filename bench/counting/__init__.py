"""The count itself, measured beside other counters of the same elections, and as elections grow."""

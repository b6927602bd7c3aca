"""What a file may be, how many there may be, and how its name is tidied."""

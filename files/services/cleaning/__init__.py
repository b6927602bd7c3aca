"""Looking inside a file and making it anew, in a process of its own with little time, little memory and no secret."""

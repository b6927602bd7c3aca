"""What the voting booth needs of the web: its own cookie and token, and no account."""

"""Pure rules of mail: standard library only."""

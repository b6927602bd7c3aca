"""Pure rules about addresses, networks, limits and places to go: standard library only."""

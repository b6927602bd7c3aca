"""Plans too large for the neighbourhood budget: the route to the council, and what stands fixed by its yes."""

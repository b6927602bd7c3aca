"""Pure rules of the route: its life, its calendar, how it is paid, and what may be filled in."""

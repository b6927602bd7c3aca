"""The Hilversum demo: plainly invented people and plans, for whoever wants to look around."""

"""Pure rules about partners: what kinds there are, and what a register may hold."""

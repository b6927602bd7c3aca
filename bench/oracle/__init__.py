"""The count beside pabutools, an independent counter in exact fractions, in a process and environment of its own."""

"""The log: one act in the real world is one transaction and one row of an append-only, hash-chained log."""

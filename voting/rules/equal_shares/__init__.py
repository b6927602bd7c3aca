"""The Method of Equal Shares: every voter gets the same money, and supporters buy plans together."""

"""Real elections in the Pabulib format: replayed through our own ballot box, and written out again."""

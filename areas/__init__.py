"""Areas: wijken, buurten, the municipality, and any set of buurten that votes together."""

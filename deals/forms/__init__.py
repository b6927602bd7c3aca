"""Forms about deals."""

"""What may be said about support, and how it is counted."""

"""Acts on people: signing in, the second factor, staff, one's own account."""

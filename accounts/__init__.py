"""People and staff: sign-in by e-mail code, second factor for staff, roles per area."""

"""Pages that compose several subjects, and what every page shares: language, headers, errors, the frame around it."""

"""Pure rules about plans: the capital-scale test, flags, the life of a plan, limits of texts."""

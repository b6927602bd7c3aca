"""The municipality's own settings and thresholds, each with its history."""

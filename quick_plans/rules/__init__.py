"""Pure rules about small plans."""

"""Pure rules about deals."""

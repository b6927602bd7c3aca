"""The right to challenge (uitdaagrecht): residents and organisations ask to take over a task of the municipality."""

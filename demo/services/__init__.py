"""Telling the demo's story: every act goes through the same services as a real one, at its own moment."""

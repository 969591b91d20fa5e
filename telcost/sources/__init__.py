"""How bytes arrive. Knows nothing of what they mean."""

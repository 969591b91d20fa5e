"""The sample company, Meridian Outfitters: who it is, what happened there, and what its suppliers charged for it."""

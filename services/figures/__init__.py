"""The network in figures, for the public and the council."""

"""The audit grid and the declaration made of it."""

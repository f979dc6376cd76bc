"""The audit grid of accessibility, and the declaration that is computed from it."""

"""Admin of who and where."""

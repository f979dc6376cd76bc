"""Admin of what and when."""

"""Admin of who and where."""

from actors.admin import actor, location, people, technical

__all__ = ["actor", "location", "people", "technical"]

"""Exports and API judged by official schemas that are not part of the project."""

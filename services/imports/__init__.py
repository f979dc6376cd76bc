"""Imports by hand: a file is read, looked over, taken whole or in part, and may be undone."""

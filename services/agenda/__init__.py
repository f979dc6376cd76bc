"""Workshops by date: their repetition, the list by day, calendar files, the month's poster."""

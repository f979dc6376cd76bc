"""Tests of the three questions."""

"""Tests of the pathways."""

"""Pamong: performance of civil servants, joined with the voice of the people they serve."""

"""Continuous feedback on work and results."""

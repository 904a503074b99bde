"""Artificial data: `demo` for a first look and the journeys, `bulk` for speed. All of it invented."""

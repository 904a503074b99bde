"""The dialogue in plain Python."""

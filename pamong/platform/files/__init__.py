"""Stored files: checked, re-encoded, written before the row commits."""

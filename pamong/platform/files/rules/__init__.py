"""Checks of uploaded files: plain Python, no Django, no disk."""

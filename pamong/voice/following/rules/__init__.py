"""Plain rules of following."""

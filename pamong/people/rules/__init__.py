"""Plain rules of the personnel area."""

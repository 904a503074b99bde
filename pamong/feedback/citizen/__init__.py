"""What citizens say about a service reaches those who gave it, the same day, in words that are safe."""

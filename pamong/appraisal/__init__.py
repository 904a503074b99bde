"""Evaluation: ratings by people, predikat by the matrix, signed document."""

"""What may happen to an evaluation, and when. Plain Python."""

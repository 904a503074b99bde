"""Rules of peer feedback: who is invited, what an answer holds, how answers wait. Plain Python."""

"""Rules of the daily log: plain Python."""

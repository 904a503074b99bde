"""Rules of signals and counts; plain Python."""

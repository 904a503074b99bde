"""What was written, by whom, from which act; and who read what about whom."""

"""Rules of the public pages; plain Python."""

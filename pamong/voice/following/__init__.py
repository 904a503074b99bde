"""Following: who wants to hear of a public case or of an area, by e-mail without account or, for staff, in the application."""

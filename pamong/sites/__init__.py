"""Navigation and home pages; composes, decides nothing."""

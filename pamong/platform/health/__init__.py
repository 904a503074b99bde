"""Whether the machine works, and a polite answer while it does not."""

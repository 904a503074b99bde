"""Complaints as everybody sees them: what an officer has cleared, counted and mapped so that nobody is found by it."""

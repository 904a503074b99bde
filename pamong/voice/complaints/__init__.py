"""Complaints (pengaduan): heard, answered, put right, and felt in the work."""

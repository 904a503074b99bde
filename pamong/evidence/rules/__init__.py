"""Rules of the evidence area."""

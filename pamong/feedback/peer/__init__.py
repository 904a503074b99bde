"""Peer and upward feedback in rounds: invited people, anonymous by construction (docs/adr/0020)."""

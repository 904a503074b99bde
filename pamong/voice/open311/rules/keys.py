"""Keys of programs: drawn here, kept as a digest only."""

import hashlib
import secrets

PREFIX = "pamong_"
SHOWN = 12


def draw_key() -> str:
    """A fresh key (160 random bits)."""
    return PREFIX + secrets.token_hex(20)


def digest(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(b"pamong.open311.key:" + key.encode("utf-8", "replace")).hexdigest()

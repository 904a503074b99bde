"""Hiding: what the application itself must read again, but a copy of the database must not show (docs/adr/0051).

The key follows from a secret of the installation that is not in the database. Padded: the length tells nothing.
"""

from hashlib import blake2b

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

PADDED_TO = 256  # bytes


def hide(text: str, *, secret: str, use: str) -> bytes:
    """The text, readable only with the same secret and use. Raises ValueError when it is longer than 255 bytes."""
    content = text.encode()
    if len(content) >= PADDED_TO:
        raise ValueError("too long to hide")
    return bytes(_box(secret, use).encrypt(content + b"\0" * (PADDED_TO - len(content))))


def unhide(hidden: bytes, *, secret: str, use: str) -> str | None:
    """The text again; None when the secret is another one."""
    try:
        return _box(secret, use).decrypt(hidden).rstrip(b"\0").decode()
    except (CryptoError, ValueError):
        return None


def _box(secret: str, use: str) -> SecretBox:
    return SecretBox(blake2b(secret.encode(), digest_size=SecretBox.KEY_SIZE, person=use.encode()[:16]).digest())

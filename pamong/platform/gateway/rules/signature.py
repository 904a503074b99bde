"""The signature of a webhook: HMAC-SHA256 over time stamp and body, so that neither can be changed or used again later."""

import hashlib
import hmac

TOLERANCE = 300  # seconds a time stamp may be off: networks are slow, clocks differ


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Pamong-Signature for a body sent at ``timestamp`` (Unix seconds as text)."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return "sha256=" + digest.hexdigest()


def genuine(secret: str, timestamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether the body comes from who knows the secret, and was signed within the last five minutes (``now``: Unix seconds)."""
    if not secret or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    fresh = abs(now - int(timestamp)) <= TOLERANCE
    same = hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode("utf-8", "replace"))
    return fresh and same

"""Numbers and secrets of receipts: read aloud, typed on a phone, never guessed.

The alphabet is Crockford's (no I, L, O, U). The number is random, so it tells no order. The secret part has 20 signs
(100 bits) and follows from the token of the draft, which only the reporter's browser holds: a repeated sending shows the
same receipt, though nothing that was stored could make it.
"""

import hashlib
import hmac
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_SIGNS = 20
_READ_AS = str.maketrans("OILU", "011V")


def draw_number() -> str:
    """A fresh public number, P-7K3M-9QXD (40 bits)."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"P-{signs[:4]}-{signs[4:]}"


def read_number(text: str) -> str:
    """The number as stored, from what people type: small letters, without dashes, O for 0; empty if it is none."""
    signs = re.sub(r"[^0-9A-Z]", "", text.upper())
    signs = signs[1:] if len(signs) == 9 and signs.startswith("P") else signs
    signs = signs.translate(_READ_AS)
    return f"P-{signs[:4]}-{signs[4:]}" if len(signs) == 8 and all(s in ALPHABET for s in signs) else ""


def draw_token() -> str:
    """The token of a new draft (128 bits)."""
    return secrets.token_hex(16)


def digest(token: str) -> str:
    """What is stored of a token: enough to know it again, not enough to make the secret."""
    return hashlib.sha256(b"pamong.complaints.intake:" + token.encode()).hexdigest()


def secret_of(token: str) -> str:
    """The secret part of the receipt of a draft: XXXX-XXXX-XXXX-XXXX-XXXX."""
    raw = hmac.new(token.encode(), b"pamong.complaints.receipt", hashlib.sha256).digest()
    number = int.from_bytes(raw, "big")
    signs = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(SECRET_SIGNS))
    return "-".join(signs[at : at + 4] for at in range(0, SECRET_SIGNS, 4))


def hint(number: str, secret: str) -> str:
    """Sixteen bits of a digest of both: enough to tell a guess from the right secret without a costly hash. Of the 100 bits
    84 stay unknown to whoever reads the table, and the hash stands before each of them."""
    return hashlib.sha256(f"pamong.complaints.hint:{number}:{secret}".encode()).hexdigest()[:4]


def read_secret(text: str) -> str:
    """The secret as it is hashed, from what people type; empty if it cannot be one."""
    signs = re.sub(r"[^0-9A-Z]", "", text.upper()).translate(_READ_AS)
    if len(signs) != SECRET_SIGNS or any(s not in ALPHABET for s in signs):
        return ""
    return "-".join(signs[at : at + 4] for at in range(0, SECRET_SIGNS, 4))

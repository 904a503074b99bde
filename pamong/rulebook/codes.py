"""Check codes of signed documents: 100 random bits that people can read aloud and type."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
LENGTH = 20  # characters of 5 bits
GROUP = 4
_READ_AS = {"O": "0", "I": "1", "L": "1"}


def from_bytes(random: bytes) -> str:
    """A code of 20 characters from 13 random bytes (the last 4 bits are dropped); ValueError for fewer bytes."""
    if len(random) < 13:
        raise ValueError("13 random bytes are needed")
    number = int.from_bytes(random[:13], "big") >> 4
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(LENGTH)))


def grouped(code: str) -> str:
    """ABCD-EFGH-…, as printed."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def normalised(typed: str) -> str:
    """The code as stored, from what somebody typed (blanks, dashes, small letters, O for 0); '' when it cannot be one."""
    plain = "".join(_READ_AS.get(c, c) for c in typed[:80].upper() if c not in " -–—\t\u00a0.")
    return plain if len(plain) == LENGTH and all(c in ALPHABET for c in plain) else ""

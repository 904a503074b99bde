"""The sealed box in which answers wait until the round ends: slots of one size, shuffled and sealed anew at every answer.

Whoever reads the box, once or after each answer, sees bytes of one length that have all changed: neither how many answers
are in it, nor which one came last. What he would need is the key of the round, and that is sealed with a key outside of
the database and destroyed when the round is released.
"""

import hashlib
import json
import secrets
from dataclasses import asdict
from typing import TypeVar

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from pamong.feedback.peer.rules.answers import Said
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

SLOT = 4_096  # three texts of 600 characters with room for signs of several bytes, the values, and the frame
HEAD = 4
T = TypeVar("T")
_dice = secrets.SystemRandom()


def new_key() -> bytes:
    """A fresh key for one round."""
    return random_bytes(SecretBox.KEY_SIZE)


def wrapped(key: bytes, secret: str) -> bytes:
    """The round's key as the database may hold it: sealed with a secret that is not in the database."""
    return bytes(SecretBox(_outer(secret)).encrypt(key))


def unwrapped(sealed: bytes, secret: str) -> bytes:
    """The round's key; raises Refused when the secret has changed meanwhile."""
    try:
        return bytes(SecretBox(_outer(secret)).decrypt(sealed))
    except CryptoError as error:
        raise Refused(
            N_("Kunci putaran ini tidak dapat dibuka karena SECRET_KEY diganti. Beri tahu pengelola sistem.")
        ) from error


def empty(key: bytes, slots: int) -> bytes:
    """A box with room for so many answers."""
    return _seal(key, [b""] * slots)


def widened(key: bytes, box: bytes, slots: int) -> bytes:
    """The box with more room, for people invited later."""
    held = _open(key, box)
    return _seal(key, held + [b""] * (slots - len(held))) if slots > len(held) else bytes(box)


def put(key: bytes, box: bytes, said: Said) -> bytes:
    """The box with one more answer, in a slot chosen by chance; raises Refused when it is full or the answer too long."""
    held = _open(key, box)
    free = [place for place, slot in enumerate(held) if not slot]
    written = json.dumps(asdict(said), ensure_ascii=False, separators=(",", ":")).encode()
    if not free:
        raise Refused(N_("Semua jawaban untuk pegawai ini sudah diterima."))
    if len(written) > SLOT - HEAD:
        raise Refused(N_("Teks terlalu panjang. Ringkaskan, lalu kirim lagi."), field="evidence")
    held[_dice.choice(free)] = written
    return _seal(key, mixed(held))


def answers(key: bytes, box: bytes) -> list[Said]:
    """The answers in the box, in no order."""
    return [Said(**json.loads(slot)) for slot in mixed(_open(key, box)) if slot]


def mixed(rows: list[T]) -> list[T]:
    """The rows in an order of pure chance."""
    shuffled = list(rows)
    _dice.shuffle(shuffled)
    return shuffled


def _seal(key: bytes, slots: list[bytes]) -> bytes:
    framed = b"".join(len(slot).to_bytes(HEAD, "big") + slot.ljust(SLOT - HEAD, b"\0") for slot in slots)
    return bytes(SecretBox(key).encrypt(framed))


def _open(key: bytes, box: bytes) -> list[bytes]:
    framed = bytes(SecretBox(key).decrypt(bytes(box)))
    found = []
    for start in range(0, len(framed), SLOT):
        length = int.from_bytes(framed[start : start + HEAD], "big")
        found.append(framed[start + HEAD : start + HEAD + length])
    return found


def _outer(secret: str) -> bytes:
    return hashlib.blake2b(b"pamong.peer.round", key=hashlib.sha256(secret.encode()).digest(), digest_size=32).digest()

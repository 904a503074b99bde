"""Sealing: what is written here can be read only by two people together, each with a private key that never comes here.

Two layers of a PyNaCl sealed box (X25519, XSalsa20-Poly1305): the inner one for the second holder, the outer one for the
first. The private keys lie in files of their holders, locked with a passphrase (Argon2id and secret box).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

PADDED_TO = 512  # bytes: the length of a sealed identity tells nothing about a name
PUBLIC_BYTES = 32


class WrongKey(ValueError):
    """The key or the passphrase does not open it."""


@dataclass(frozen=True)
class KeyPair:
    """A new pair: ``public`` goes to the application, ``locked`` into the holder's file."""

    public: bytes
    locked: bytes


def new_pair(passphrase: str) -> KeyPair:
    """Draw a key pair; the private half leaves this function only locked with the passphrase."""
    private = PrivateKey.generate()
    salt = random(pwhash.argon2id.SALTBYTES)
    return KeyPair(bytes(private.public_key), salt + SecretBox(_stretched(passphrase, salt)).encrypt(bytes(private)))


def unlock(locked: bytes, passphrase: str) -> bytes:
    """The private key of a holder's file; raises WrongKey."""
    salt, rest = locked[: pwhash.argon2id.SALTBYTES], locked[pwhash.argon2id.SALTBYTES :]
    try:
        return bytes(SecretBox(_stretched(passphrase, salt)).decrypt(rest))
    except (CryptoError, ValueError) as error:
        raise WrongKey("the passphrase or the file is wrong") from error


def fingerprint(public: bytes) -> str:
    """What people compare by eye: 32 hexadecimal signs of the key's digest."""
    return sha256(public).hexdigest()[:32]


def seal(values: Mapping[str, str], keys: Sequence[bytes]) -> bytes:
    """Seal texts for the holders of ``keys``, outer layer first; all of them are needed to open it."""
    content = json.dumps(dict(values), ensure_ascii=False).encode()
    sealed = content + b" " * (-len(content) % PADDED_TO)
    for key in reversed(keys):
        sealed = SealedBox(PublicKey(key)).encrypt(sealed)
    return sealed


def open_layer(sealed: bytes, private: bytes) -> bytes:
    """Take off one layer; raises WrongKey."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed)
    except (CryptoError, ValueError) as error:
        raise WrongKey("this key does not open it") from error


def read(opened: bytes) -> dict[str, str] | None:
    """The texts once all layers are off, else None."""
    try:
        found = json.loads(opened)
    except ValueError:
        return None
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=pwhash.argon2id.OPSLIMIT_MODERATE,
        memlimit=pwhash.argon2id.MEMLIMIT_MODERATE,
    )

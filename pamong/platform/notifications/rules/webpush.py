"""Web push as RFC 8291 (content), RFC 8188 (its coding) and RFC 8292 (who sends) say; no network here."""

import base64
import hashlib
import hmac
import json
import os
import re
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
RECORD = 4096
LIFE = 12 * 3600  # seconds a statement about the sender holds; at most a day
_CODED = re.compile(r"^[A-Za-z0-9_-]+$")
_BROWSER = N_("Peramban ini memberi alamat yang tidak dikenal. Notifikasi perangkat belum dapat dipakai di sini.")


def encode(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError."""
    if not _CODED.match(text):
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_keys(p256dh: str, auth: str) -> None:
    """Raises Refused for keys that no browser makes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decode(p256dh))
        fine = len(decode(auth)) == 16
    except ValueError:
        fine = False
    if not fine:
        raise Refused(_BROWSER, code="peramban")


def check_endpoint(endpoint: str, hosts: tuple[str, ...]) -> None:
    """Raises Refused unless the address is https at one of ``hosts`` (".x.org": any host below; "http://…": that origin, for tests)."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    named = any(host == known or (known.startswith(".") and host.endswith(known)) for known in hosts)
    plain = f"{parts.scheme}://{parts.netloc}" in hosts
    if len(endpoint) > 500 or not (plain or (parts.scheme == "https" and named and parts.port in (None, 443))):
        raise Refused(_BROWSER, code="peramban")


def own_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The key by which push services know this installation, made from its secret: one secret less to keep."""
    number = int.from_bytes(hmac.new(secret.encode(), b"pamong web push", hashlib.sha512).digest(), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as a point, as browsers take it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def authorization(key: ec.EllipticCurvePrivateKey, endpoint: str, subject: str, now: float) -> str:
    """The Authorization header: who sends, to which service, until when (``now``: Unix seconds)."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(now) + LIFE, "sub": subject}
    head = [encode(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims)]
    signed = ".".join(head)
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={signed}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={encode(public_bytes(key))}"


def encrypt(
    content: bytes,
    p256dh: str,
    auth: str,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body for one browser; only that browser can read it (``key`` and ``salt`` are fresh unless a test gives them)."""
    key = key or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    theirs, mine = decode(p256dh), public_bytes(key)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    secret = _hmac(_hmac(decode(auth), shared), b"WebPush: info\0" + theirs + mine + b"\1")
    root = _hmac(salt, secret)
    content_key = _hmac(root, b"Content-Encoding: aes128gcm\0\1")[:16]
    nonce = _hmac(root, b"Content-Encoding: nonce\0\1")[:12]
    sealed = AESGCM(content_key).encrypt(nonce, content + b"\2", None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine + sealed


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()

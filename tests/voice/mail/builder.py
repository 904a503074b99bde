"""Letters as mail programs write them."""

from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from tests.voice.builder import photo

TO = "pengaduan@pamong.localhost"
JPEG = photo().read()


def letter(
    body: str,
    *,
    subject: str = "",
    files: Sequence[tuple[str, str, bytes]] = (),
    headers: Mapping[str, str] | None = None,
    **more: str,
) -> bytes:
    """A letter of Siti's to the complaints address; ``headers`` and ``more`` change or add what stands above it."""
    message = EmailMessage()
    told = {
        "From": "Siti Aminah <siti@warga.contoh>",
        "To": TO,
        "Message-ID": "<satu@warga.contoh>",
        **(headers or {}),
        **more,
    }
    for name, value in {**told, "Subject": subject}.items():
        message[name] = value
    message.set_content(body)
    for name, kind, content in files:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return bytes(message)

"""Rules of citizen feedback: words that are safe to hand on. Plain Python."""

import re

LONGEST = 600
_MASK = "[disamarkan]"
_CONTACTS = re.compile(
    r"(?:https?://|www\.)\S+"  # addresses of pages
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?<!\w)@[\w.]{3,}"  # names in social media
    r"|(?<!\w)\+?\d(?:[\s.()-]?\d){6,}",  # telephone, NIK, account and case numbers
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:^|[\n.!?])\s*(?:salam(?:\s+hormat)?|hormat saya|terima kasih,?\s+dari|ttd|tertanda|nama saya|perkenalkan,?\s+saya)\b"
    r"[^\n.!?]{0,80}[.!?]?",
    re.IGNORECASE,
)


def safe(words: str) -> str:
    """A citizen's words without contact details and signature, cut to a readable length.

    A moderator has cleared them already; this is the second net, so that a slip reaches nobody.
    """
    text = _SIGNED.sub(lambda found: f"{found.group(0)[0] if found.group(0)[0] in '.!?' else ''} ", words)
    text = _CONTACTS.sub(_MASK, text)
    text = re.sub(r"[ \t]+", " ", text).strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

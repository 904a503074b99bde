"""What a letter's writer wrote himself, among quotations, forwarded letters and signatures, as mail programs set them."""

import re

NUMBER = re.compile(r"(?<![0-9A-Z-])P-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z-])", re.IGNORECASE)
SECRET = re.compile(r"(?<![0-9A-Z-])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}(?![0-9A-Z-])", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^(?:-{3,} ?(?:Forwarded|Diteruskan|Pesan (?:yang )?[Dd]?i?[Tt]erus\w*)|Begin forwarded message:|Mulai pesan terusan:)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"^(?:-{3,} ?(?:Original Message|Pesan Asli)|_{8,}\s*$|-- $|(?:Dari|From): .+@)", re.IGNORECASE)
_HEADING = re.compile(r"^\*?(?:Dari|From)\s*:", re.IGNORECASE)
_HEADINGS = re.compile(
    r"^\*?(?:Dari|From|Dikirim|Terkirim|Sent|Tanggal|Date|Kepada|Ke|To|Cc|Subjek|Subject|Perihal|Reply-To|Balas ke)\s*:",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(r"^(?:On|Pada)\b.+(?:wrote|menulis)\s*:\s*$", re.IGNORECASE | re.DOTALL)
_DEVICE = re.compile(
    r"^(?:Di|Ter)?(?:kirim|Sent|Get) (?:dari|from|Outlook).{0,20}\b"
    r"(?:iPhone|iPad|Android|iOS|ponsel|HP|Yahoo|Gmail|Outlook|Mail|Samsung|Xiaomi|OPPO|vivo|perangkat|smartphone)\b.{0,30}$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:(?:re|bls|balas|balasan|fwd?|fw|trs|terusan|diteruskan)\s*:\s*)+", re.IGNORECASE)
WRAPPED = 3  # lines over which a program may break "Pada …, … menulis:"


def title(subject: str) -> str:
    """A subject without the marks of answering and forwarding."""
    return _TITLE.sub("", subject)


def without_secrets(text: str) -> str:
    """A text for officers to read: a receipt's secret part is for its reporter alone."""
    return SECRET.sub("(kode)", text)


def own_words(body: str, subject: str = "") -> str:
    """Above, between and below what is quoted; of a forwarded letter its text too, unless it is a receipt of ours."""
    lines = [line.rstrip() if line.rstrip() != "--" else "-- " for line in body.split("\n")]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].lstrip()
        before = _attribution(lines, at)
        if _FORWARDED.match(line) or (_heads(lines, at) and _forwards(subject)):
            return _joined(kept, _forwarded(lines[at:]))
        if _ENDS.match(line) or _heads(lines, at):
            return _alone_or(kept, lines[at:])
        if before:
            if not _quoted_next(lines, at + before):  # no marks: nobody can tell where the quotation ends
                return _alone_or(kept, lines[at:])
            at += before
            continue
        if not line.startswith(">") and not _DEVICE.match(line):
            kept.append(lines[at])
        at += 1
    return _joined(kept, "")


def _attribution(lines: list[str], at: int) -> int:
    """Over how many lines "Pada …, … menulis:" goes from here; 0 when it does not stand here."""
    for many in range(1, WRAPPED + 1):
        if _SAID_BEFORE.match("\n".join(line.strip() for line in lines[at : at + many])):
            return many
        if at + many >= len(lines) or not lines[at + many].strip():
            return 0
    return 0


def _quoted_next(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at:] if line.strip()), ">")
    return following.lstrip().startswith(">")


def _heads(lines: list[str], at: int) -> bool:
    """Whether the headings of another letter begin here: "Dari: …" and another one just below."""
    below = [line for line in lines[at + 1 : at + 4] if line.strip()]
    return bool(_HEADING.match(lines[at].lstrip()) and below and _HEADINGS.match(below[0].lstrip()))


def _forwards(subject: str) -> bool:
    marks = _TITLE.match(subject)
    return marks is not None and re.search(r"fw|trs|terus", marks[0], re.IGNORECASE) is not None


def _forwarded(lines: list[str]) -> str:
    """The text of a forwarded letter, without its headings."""
    whole = "\n".join(lines)
    if NUMBER.search(whole) and SECRET.search(whole):
        return ""
    text = [line.lstrip("> ") for line in lines if not _FORWARDED.match(line.lstrip()) and not _ENDS.match(line + "@")]
    at = next((n for n, line in enumerate(text) if line.strip() and not _HEADINGS.match(line)), len(text))
    return "\n".join(line for line in text[at:] if not _DEVICE.match(line)).strip()


def _alone_or(kept: list[str], rest: list[str]) -> str:
    """With nothing above it is no answer: somebody sent it on, or wrote the head of an official letter."""
    return _joined(kept, "" if "".join(kept).strip() else _forwarded(rest))


def _joined(kept: list[str], more: str) -> str:
    own = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return "\n\n".join(part for part in (own, more) if part)

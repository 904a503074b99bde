"""What an SMS carries: the letters of the GSM 7 bit default alphabet (3GPP TS 23.038 section 6.2.1) and how many of them fit.

One message has room for 140 octets: 160 letters of this alphabet, or 70 of UCS-2. A longer text is sent in joined parts, of
which each loses 6 octets to its heading (3GPP TS 23.040 section 9.2.3.24.1): 153 or 67 letters. One letter outside the
alphabet turns the whole text into UCS-2, so replies are written without any.
"""

import unicodedata

ONE, JOINED = 160, 153
ONE_UCS2, JOINED_UCS2 = 70, 67
MOST_PARTS = 2  # of one reply: each part is paid for
MOST = MOST_PARTS * JOINED
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # each takes the room of two
CUT = "..."
_WRITTEN = str.maketrans(
    {
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "•": "-", "·": "-", "×": "x", "…": CUT, "→": "->",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "′": "'",
        "\t": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "½": "1/2", "°": " derajat", "²": "2", "³": "3",
    }
)  # fmt: skip


def written(text: str) -> str:
    """The text in this alphabet: dashes and quotation marks in their plain form, letters without the accents it does not
    know, anything else as a question mark (several of them in a row as one)."""
    found: list[str] = []
    for letter in text.translate(_WRITTEN):
        fits = letter if _fits(letter) else "".join(c for c in unicodedata.normalize("NFKD", letter) if _fits(c))
        if fits:
            found.append(fits)
        elif unicodedata.category(letter)[0] not in "MC" and found[-1:] != ["?"]:  # marks and unseen signs just go
            found.append("?")
    return "".join(found)


def room(text: str) -> int:
    """How many of the 160 (or 153) places a text of this alphabet takes."""
    return len(text) + sum(letter in EXTENDED for letter in text)


def cut(text: str, most: int) -> str:
    """The text, cut behind a word and marked where it does not fit into ``most`` places."""
    if room(text) <= most:
        return text
    kept, left = "", most - len(CUT)
    for letter in text:
        left -= room(letter)
        if left < 0:
            break
        kept += letter
    words = kept.rpartition(" ")[0]
    return (words if len(words) > most // 2 else kept).rstrip(" ,.;:\n") + CUT


def parts(text: str) -> int:
    """How many SMS a text is sent in."""
    if all(_fits(letter) for letter in text):
        size, one, joined = room(text), ONE, JOINED
    else:
        size, one, joined = len(text.encode("utf-16-le")) // 2, ONE_UCS2, JOINED_UCS2
    return 1 if size <= one else -(-size // joined)


def pages(head: str, lines: list[str], most: int, *, more: str, again: str) -> list[str]:
    """A list under its question, in pages of at most ``most`` places; each but a single one ends with how to go on."""
    whole = "\n".join([head, *lines])
    if room(whole) <= most:
        return [whole]
    foot = max(room(more), room(again)) + 1
    made, page = [], head
    for line in lines:
        if page != head and room(page) + 1 + room(line) + foot > most:
            made.append(page)
            page = head
        page = f"{page}\n{line}"
    made.append(page)
    return [f"{page}\n{more if number < len(made) else again}" for number, page in enumerate(made, start=1)]


def _fits(letter: str) -> bool:
    return letter in BASIC or letter in EXTENDED

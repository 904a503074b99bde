"""Which texts say nearly the same, in Indonesian as people type it.

Two texts are compared by the pieces of five letters they share (Jaccard), after everyday spellings are made one. Only pairs
that share a rare piece are compared (prefix filter), so that thousands of texts take seconds; no pair is missed by it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

VERSION = "alike-2"
# Measured on made-up texts as people type them (tests/voice/insight/corpus.py): at 50 of a hundred 97 of 100 pairs of copies are
# found in the texts the spellings were chosen by and 13 of 15 in others, and no pair of different matters; those in nearly the
# same words but for place and object reach 43.
USUAL_PERCENT = 50
USUAL_LEAST = 3  # two alike may be one person who sent twice
PIECE = 5
FEWEST_PIECES = 12  # a text of a few words is like too many others
MOST_LETTERS = 600
SPELLINGS = {
    short: long
    for long, shorts in {
        "yang": "yg", "tidak": "tdk tak gak ga gk g nggak ngga enggak engga kagak ndak", "jalan": "jl jln",
        "dari": "dr", "dengan": "dgn dg",
        "sudah": "sdh udah udh dah", "belum": "blm blum", "karena": "krn karna krna", "untuk": "utk buat", "tolong": "tlg tlong",
        "saya": "sy sya aku", "orang": "org", "sekali": "bgt banget bngt skali", "kecamatan": "kec", "kelurahan": "kel", "rumah": "rmh",
        "depan": "dpn", "harus": "hrs", "dalam": "dlm", "sejak": "sjk", "malam": "mlm", "sampai": "smp sampe", "bisa": "bs", "dapat": "dpt",
        "datang": "dtg", "tetap": "ttp", "minggu": "mggu mgg", "bulan": "bln", "hari": "hr", "juga": "jg", "kalau": "klo kalo",
        "pulang": "plg", "segera": "sgr", "mohon": "mhn", "terus": "trs", "tiap": "setiap", "belakang": "blkg blkng", "masuk": "msk",
        "sendiri": "sndiri", "berangkat": "brgkt", "pakai": "pake dipakai dipake memakai", "lihat": "liat melihat melihatnya liatnya",
        "kelihatan": "keliatan", "sekolah": "skolah", "gang": "gg", "perumahan": "perum", "dan": "n", "habis": "abis", "cuma": "cm hanya",
        "lubang": "lobang lubangnya lobangnya berlubang berlobang", "antrean": "antrian", "mengurus": "ngurus",
        "mencuci": "nyuci", "membakar": "bakar",
        "menumpuk": "numpuk", "jatuh": "jatoh", "kembali": "balik", "1": "satu", "2": "dua", "3": "tiga", "4": "empat",
        "5": "lima", "6": "enam", "7": "tujuh", "8": "delapan", "9": "sembilan", "10": "sepuluh",
    }.items()
    for short in shorts.split()
}  # fmt: skip
EMPTY = frozenset(
    [
        "yang",
        "di",
        "ke",
        "dari",
        "dan",
        "ini",
        "itu",
        "ada",
        "untuk",
        "dengan",
        "pada",
        "mohon",
        "tolong",
        "bapak",
        "ibu",
        "pak",
        "bu",
        "saya",
        "kami",
        "sudah",
        "agar",
        "segera",
        "terima",
        "kasih",
        "para",
        "yth",
        "min",
        "selamat",
        "assalamualaikum",
        "kepada",
        "lapor",
        "oleh",
        "nya",
    ]
)


def plain(text: str) -> str:
    """The words that tell something, in one spelling, without punctuation and doubled letters at the end."""
    words = re.findall(r"[a-z0-9]+", text[:MOST_LETTERS].lower())
    found = [re.sub(r"(.)\1{2,}", r"\1", SPELLINGS.get(word, word)) for word in words]
    return " ".join(word for word in found if word not in EMPTY)


def pieces(text: str) -> frozenset[str]:
    """The pieces a text is compared by; none for a text too short to compare."""
    said = plain(text)
    found = frozenset(said[at : at + PIECE] for at in range(len(said) - PIECE + 1))
    return found if len(found) >= FEWEST_PIECES else frozenset()


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pieces both have, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def groups(texts: Mapping[int, str], *, percent: int, least: int) -> list[list[int]]:
    """Keys of texts that hang together by likeness of at least ``percent``, in groups of at least ``least``; sorted."""
    made = {key: found for key, text in texts.items() if (found := pieces(text))}
    seen = Counter(piece for found in made.values() for piece in found)
    parent = {key: key for key in made}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    share, index = percent / 100, defaultdict[str, list[int]](list)
    for key in sorted(made, key=lambda k: (len(made[k]), k)):
        rare = sorted(made[key], key=lambda piece: (seen[piece], piece))
        prefix = rare[: len(rare) - math.ceil(share * len(rare)) + 1]
        for other in {other for piece in prefix for other in index[piece]}:
            if root(other) != root(key) and likeness(made[key], made[other]) >= share:
                parent[root(other)] = root(key)
        for piece in prefix:
            index[piece].append(key)
    return [group for group in _gathered((root(key), key) for key in made) if len(group) >= least]


def _gathered(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    found = defaultdict[int, list[int]](list)
    for at, key in pairs:
        found[at].append(key)
    return sorted(sorted(group) for group in found.values())

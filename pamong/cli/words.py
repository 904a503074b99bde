"""The words of argparse in Indonesian."""

import argparse

WORDS = {
    "usage: ": "pemakaian: ",
    "options": "pilihan",
    "positional arguments": "argumen",
    "show this help message and exit": "tampilkan bantuan ini",
    "%(prog)s: error: %(message)s\n": "%(prog)s: salah: %(message)s\n",
    "the following arguments are required: %s": "belum diisi: %s",
    "unrecognized arguments: %s": "tidak dikenal: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "tidak ada pilihan %(value)r (pilih: %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "tidak ada perintah %(parser_name)r (pilih: %(choices)s)",
    "invalid %(type)s value: %(value)r": "nilai tidak cocok: %(value)r",
    "expected one argument": "perlu satu nilai",
    "expected at least one argument": "perlu sedikitnya satu nilai",
    "not allowed with argument %s": "tidak boleh bersama %s",
    "one of the arguments %s is required": "isi salah satu: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "ignored explicit argument %r": "nilai %r tidak dipakai",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s dapat berarti %(matches)s",
}


def speak_indonesian() -> None:
    """Let argparse look its texts up here (it asks a function named `_`)."""
    argparse._ = lambda text: WORDS.get(text, text)  # type: ignore[attr-defined]  # its gettext, private but stable

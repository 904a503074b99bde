"""`pamong custodian`: the holders' side of sealed identities. Works without database and network; keys stay with their holders."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from pamong.cli.setup import print_json, say
from pamong.platform.privacy import sealing

SHORTEST = 12


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("custodian", help="kunci pemegang identitas rahasia: buat, dan buka bersama-sama")
    parser.description = "Bekerja tanpa basis data dan jaringan. Kunci pribadi tidak pernah masuk ke aplikasi."
    acts = parser.add_subparsers(dest="act", required=True, metavar="PERINTAH", title="perintah")
    keygen = acts.add_parser("keygen", help="buat pasangan kunci; cetak kunci publiknya untuk didaftarkan")
    keygen.add_argument("file", type=Path, metavar="BERKAS", help="berkas kunci pribadi yang akan dibuat")
    unseal = acts.add_parser("unseal", help="lepas satu segel; yang kedua memakai hasil yang pertama")
    unseal.add_argument("--key", type=Path, required=True, metavar="KUNCI", help="berkas kunci pribadi pemegang ini")
    unseal.add_argument("--out", type=Path, metavar="HASIL", help="tempat menyimpan segel dalam (bawaan: BERKAS.dalam)")
    unseal.add_argument(
        "file", type=Path, metavar="BERKAS", help="berkas segel yang diunduh, atau hasil pemegang pertama"
    )
    for each in (keygen, unseal):
        each.add_argument("--passphrase-file", type=Path, metavar="BERKAS", help="baca kata sandi dari berkas")
        each.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    try:
        return _keygen(args) if args.act == "keygen" else _unseal(args)
    except sealing.WrongKey:
        print("pamong: kunci atau kata sandi ini tidak membukanya. Mungkin giliran pemegang lain.", file=sys.stderr)
    except FileExistsError as error:
        print(f"pamong: {error.filename} sudah ada dan tidak ditimpa.", file=sys.stderr)
    except (OSError, ValueError) as error:
        print(f"pamong: berkas tidak dapat dibaca atau ditulis: {error}", file=sys.stderr)
    return 1


def _keygen(args: argparse.Namespace) -> int:
    phrase = _passphrase(args, repeat=True)
    if len(phrase) < SHORTEST:
        print(f"pamong: kata sandi paling sedikit {SHORTEST} huruf; pakai beberapa kata.", file=sys.stderr)
        return 1
    pair = sealing.new_pair(phrase)
    _write(args.file, pair.locked.hex())
    found = {"public_key": pair.public.hex(), "fingerprint": sealing.fingerprint(pair.public), "file": str(args.file)}
    if args.as_json:
        print_json(found)
    else:
        print(f"Kunci publik : {found['public_key']}\nSidik        : {found['fingerprint']}")
        say(
            f"Kunci pribadi ada di {args.file}. Pindahkan ke media terpisah; daftarkan kunci publiknya di halaman kustodian."
        )
    return 0


def _unseal(args: argparse.Namespace) -> int:
    private = sealing.unlock(bytes.fromhex(args.key.read_text().strip()), _passphrase(args))
    opened = sealing.open_layer(bytes.fromhex(args.file.read_text().strip()), private)
    identity = sealing.read(opened)
    if identity is None:
        out = args.out or args.file.with_name(args.file.name + ".dalam")
        _write(out, opened.hex())
        if args.as_json:
            print_json({"opened": False, "file": str(out)})
        else:
            say(f"Segel luar terbuka. Serahkan {out} kepada pemegang kedua.")
    elif args.as_json:
        print_json({"opened": True, "identity": identity})
    else:
        names = {"name": "Nama", "phone": "Telepon", "email": "Surel", "address": "Alamat"}
        print("\n".join(f"{names.get(key, key)}: {value}" for key, value in identity.items() if value))
    return 0


def _passphrase(args: argparse.Namespace, *, repeat: bool = False) -> str:
    if args.passphrase_file:
        return str(args.passphrase_file.read_text(encoding="utf-8")).strip()
    phrase = getpass.getpass("Kata sandi kunci: ")
    if repeat and getpass.getpass("Ulangi: ") != phrase:
        raise ValueError("kedua kata sandi berbeda")
    return phrase


def _write(path: Path, text: str) -> None:
    """A new file only its owner can read; never over an old one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")

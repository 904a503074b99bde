"""`pamong demo`: everything from nothing to a sign-in page."""

import argparse
import os
from typing import Any

from pamong.cli import serve, serving
from pamong.cli.setup import print_json, say

SEED = 2026


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="siapkan semuanya, muat data contoh, lalu layani")
    parser.description = "Menyiapkan basis data, memuat data contoh bila masih kosong, lalu melayani. Data tetap ada."
    parser.add_argument("--port", type=int, default=8000, help="port (bawaan 8000; bila terpakai, yang berikutnya)")
    parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan (bawaan 127.0.0.1)")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="benih data contoh (bawaan 2026)")
    parser.add_argument("--json", action="store_true", dest="as_json", help="sebelum melayani cetak satu baris JSON")


def run(args: argparse.Namespace) -> int:
    def prepare() -> tuple[list[dict[str, Any]], str]:
        serve.prepare()
        from pamong.cli.seeding import demo, programs

        if demo.is_empty():
            say("Memuat data contoh …")
            demo.load(seed=args.seed)
        return demo.accounts(), programs.kept()

    def announce(url: str, prepared: tuple[list[dict[str, Any]], str]) -> None:
        accounts, api_key = prepared  # the process that serves has no Django of its own
        if args.as_json:
            api = url.rstrip("/") + "/open311"
            told = {"url": f"{api}/v2", "discovery": f"{api}/discovery.json", "api_key": api_key}
            print_json({"base_url": url, "roles": accounts, "open311": told})
        else:
            _show(url, accounts)

    if os.environ.get("PAMONG_ENV") == "production":
        say("Data contoh tidak dimuat di lingkungan produksi. Pakai: pamong serve")
        return 1
    return serving.serve(host=args.host, port=args.port, prepare=prepare, announce=announce)


def _show(url: str, accounts: list[dict[str, Any]]) -> None:
    lines = [f"\nPamong berjalan di {url}", ""]
    if not accounts:
        lines += [
            "Basis data ini sudah berisi data lain, jadi data contoh tidak dimuat. Masuk dengan akun Anda sendiri."
        ]
    else:
        lines += [
            "Disdukcapil baru punya pegawai: jalani langkah 1–4 sendiri. Dinkes (…_alive) sudah berjalan penuh.",
            "",
        ]
    width = max((len(account["name"]) for account in accounts), default=0)
    for account in accounts:
        lines.append(f"  {account['nip']}  {account['name'].ljust(width)}  {account['role']}: {account['tip']}")
        lines.append(f"      kata sandi {account['password']}   kunci TOTP {account['totp_secret']}")
    lines += ["", "Hentikan dengan Ctrl-C. Data tetap tersimpan."]
    print("\n".join(lines), flush=True)

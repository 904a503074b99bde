"""`pamong serve`: web and worker, without demo data."""

import argparse

from pamong.cli import serving
from pamong.cli.setup import django, say
from pamong.platform import embedded


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("serve", help="layani web dan pekerjaan latar")
    parser.description = "Melayani web dan pekerjaan latar sampai dihentikan (Ctrl-C atau `pamong stop`)."
    parser.add_argument("--port", type=int, default=8000, help="port (bawaan 8000; bila terpakai, yang berikutnya)")
    parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan (bawaan 127.0.0.1)")


def run(args: argparse.Namespace) -> int:
    return serving.serve(host=args.host, port=args.port, prepare=prepare, announce=announce)


def prepare() -> None:
    """The embedded database is brought up to date; another one only by `pamong migrate`, when its owner decides.

    Raises NotReady when that has not been done.
    """
    django(hashed_static=True)
    from pamong.cli import prepare as steps
    from pamong.platform.health.queries import missing_migrations

    if embedded.in_use():
        steps.migrate()
    elif missing := missing_migrations():
        raise serving.NotReady(f"Basis data belum sesuai ({len(missing)} langkah). Jalankan dahulu: pamong migrate")
    steps.translations()
    steps.static_files()


def announce(url: str, prepared: object) -> None:
    say(f"Pamong melayani di {url} — hentikan dengan Ctrl-C atau `pamong stop`.")

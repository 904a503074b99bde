"""The `pamong` command: finds the subcommand's file and hands over. Nothing is imported that is not needed."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from pamong.cli.words import speak_indonesian

DESCRIPTION = "Pamong: kinerja pegawai dan suara warga. Semua data ada di PAMONG_HOME (bawaan: ~/.pamong)."
# Name → (module with add_parser and run, what it does)
COMMANDS = {
    "demo": ("pamong.cli.demo", "siapkan semuanya, muat data contoh, lalu layani"),
    "serve": ("pamong.cli.serve", "layani web dan pekerjaan latar"),
    "stop": ("pamong.cli.stop", "hentikan web, pekerjaan latar, dan basis data PAMONG_HOME ini"),
    "worker": ("pamong.cli.worker", "hanya pekerjaan latar"),
    "migrate": ("pamong.cli.migrate", "sesuaikan basis data dengan versi program ini"),
    "seed": ("pamong.cli.seed", "isi data tiruan dalam jumlah besar untuk uji kecepatan"),
    "import": ("pamong.cli.importing", "impor data dari berkas"),
    "sync": ("pamong.cli.sync", "bandingkan data pegawai dengan SIMPEG/SIASN"),
    "rules": ("pamong.cli.rules", "daftar, penjelasan, dan perhitungan aturan"),
    "routes": ("pamong.cli.routes", "semua alamat halaman dengan metode dan kebijakannya"),
    "policy": ("pamong.cli.policy", "tabel hak akses: siapa boleh apa"),
    "custodian": ("pamong.cli.custodian", "kunci pemegang identitas pelapor rahasia"),
    "audit": ("pamong.cli.audit", "periksa keutuhan jejak audit"),
    "backup": ("pamong.cli.backup", "buat cadangan basis data dan berkas"),
    "restore": ("pamong.cli.restore", "pulihkan cadangan ke tempat yang kosong, atau periksa saja"),
    "doctor": ("pamong.cli.doctor", "periksa kesehatan pemasangan ini"),
    "mail-in": ("pamong.cli.mail_in", "catat kegiatan dari surel yang dibalas pegawai"),
    "outbox": ("pamong.cli.outbox", "surat keluar yang tersimpan sebagai berkas"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the process's exit code (0 good, 1 failed, 2 not understood)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak_indonesian()
    parser = argparse.ArgumentParser(prog="pamong", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="PERINTAH", title="perintah")
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    module = importlib.import_module(COMMANDS[wanted][0]) if wanted in COMMANDS else None
    for name, (_, text) in COMMANDS.items():
        if name == wanted and module is not None:
            module.add_parser(commands)
        else:
            commands.add_parser(name, help=text)
    parsed = parser.parse_args(arguments)
    if module is None:
        parser.error("sebutkan perintahnya")
    run: Callable[[argparse.Namespace], int] = module.run
    return run_safely(lambda: run(parsed))


def run_safely(work: Callable[[], int]) -> int:
    """Do the work; what a person can mend is told in a line of Indonesian instead of a traceback."""
    from pamong.platform.postgres_programs import EmbeddedError

    try:
        code = work()
    except EmbeddedError as error:
        print(f"pamong: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("pamong: dihentikan", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not _is_database_error(error):
            raise
        print(f"pamong: basis data tidak dapat dipakai: {error}", file=sys.stderr)
        return 1
    return code


def _is_database_error(error: Exception) -> bool:
    """Without importing Django when the command did not."""
    database = sys.modules.get("django.db.utils")
    return database is not None and isinstance(error, (database.OperationalError, database.InterfaceError))


if __name__ == "__main__":
    sys.exit(main())

"""`pamong restore`: a backup into an empty home, counted and checked; or only its check."""

import argparse
import tempfile
from pathlib import Path

from pamong.cli import archive
from pamong.cli.setup import django, print_json, say

# Made by whoever owns the target, and not by its restored owner: extensions, the schema, and what is said about them.
NOT_OURS = (" EXTENSION ", " SCHEMA - public ", " COMMENT - EXTENSION ", " COMMENT - SCHEMA ")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("restore", help="pulihkan cadangan ke tempat yang kosong, atau periksa saja")
    parser.description = (
        "Memulihkan cadangan ke PAMONG_HOME (atau DATABASE_URL) yang masih kosong, lalu menghitung ulang semuanya. "
        "Yang tidak kosong tidak disentuh. Tidak ada surat yang dikirim."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder cadangan, dibuat `pamong backup`")
    parser.add_argument("--verify", action="store_true", help="hanya periksa sidik semua isinya; tidak ada yang diubah")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    folder = args.folder.resolve()
    try:
        manifest = archive.Manifest.read(folder)
        wrong = list(manifest.wrong(folder))
        if wrong:
            raise archive.BackupError(f"cadangan rusak: {', '.join(wrong[:5])} ({len(wrong)} berkas)")
        told = {"files": len(manifest.files), "rows": sum(manifest.rows.values()), "made_at": manifest.made_at}
        if not args.verify:
            django()
            told |= restore(folder, manifest)
    except archive.BackupError as error:
        say(f"pamong: {error}")
        return 1
    except OSError as error:
        say(f"pamong: cadangan tidak dapat dibaca atau ditulis: {error}")
        return 1
    if args.as_json:
        print_json(told)
    else:
        done = "Cadangan utuh" if args.verify else "Cadangan dipulihkan dan cocok"
        say(f"{done}: {told['rows']} baris, {told['files']} berkas, dibuat {manifest.made_at}.")
    return 0


def restore(folder: Path, manifest: archive.Manifest) -> dict[str, int]:
    """Into an empty target: the files, then the database in one transaction, then the check. Raises BackupError, and then
    the target is as empty as before."""
    from django.conf import settings
    from django.db import connection

    root = Path(settings.MEDIA_ROOT)
    _check_target(root)
    _check_release(manifest)
    try:
        for path, kept in manifest.files.items():
            if archive.copied(folder / archive.MEDIA / path, root / path) != kept:
                raise archive.BackupError(f"berkas berubah saat disalin: {path}")
        _load(folder / archive.DUMP)
    except BaseException:
        archive.remove(root)
        raise
    with connection.cursor() as cursor:
        rows = archive.row_counts(cursor)
    differ = sorted(name for name in {*rows, *manifest.rows} if rows.get(name) != manifest.rows.get(name))
    if differ:
        raise archive.BackupError(f"jumlah baris berbeda sesudah dipulihkan: {', '.join(differ[:5])}")
    return _checked(manifest)


def _check_target(root: Path) -> None:
    """Nothing is ever overwritten."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(archive.TABLES)
        used = cursor.fetchall()
    if used or (root.exists() and any(path.is_file() for path in root.rglob("*"))):
        raise archive.BackupError(
            "tempat tujuan tidak kosong dan tidak disentuh. Pilih PAMONG_HOME yang baru, atau basis data yang kosong."
        )


def _check_release(manifest: archive.Manifest) -> None:
    from pamong.platform.health.queries import expected_migrations

    known = {f"{app}.{name}" for app, name in expected_migrations()}
    if newer := [name for name in manifest.migrations if name not in known]:
        raise archive.BackupError(
            f"cadangan ini dari versi program lain ({', '.join(newer[:3])}). Pasang versi itu, atau yang lebih baru."
        )
    if manifest.key != archive.key_fingerprint():
        say("Perhatian: SECRET_KEY di sini berbeda. Aplikasi autentikator dan alamat pengikut tidak akan terbaca.")


def _load(dump: Path) -> None:
    """In one transaction: all of it or nothing."""
    from django.db import connection

    from pamong.platform.embedded import EXTENSIONS

    with connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    wanted = [line for line in archive.postgres("pg_restore", "-l", str(dump)).splitlines() if _ours(line)]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listed:
        listed.write("\n".join(wanted) + "\n")
        listed.flush()
        archive.postgres(
            "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "-L", listed.name,
            "-d", str(connection.settings_dict["NAME"]), str(dump),
        )  # fmt: skip


def _ours(line: str) -> bool:
    return not any(word in line for word in NOT_OURS)


def _checked(manifest: archive.Manifest) -> dict[str, int]:
    """The log of the restored database is whole, and what waits is told: the worker takes it up again."""
    from pamong.platform.audit.queries import verify
    from pamong.platform.jobs import queries as jobs

    found = verify()
    if found["damaged"]:
        raise archive.BackupError(f"jejak audit rusak: {len(found['damaged'])} catatan")
    waiting = jobs.counts()["waiting"]
    if waiting:
        say(f"{waiting} pekerjaan menunggu saat cadangan dibuat; pekerja menjalankannya bila dilayani lagi.")
    return {"events": found["events"], "waiting": waiting, "damaged": len(manifest.damaged)}

"""`pamong seed`: deterministic artificial data in large amounts."""

import argparse

from pamong.cli.setup import django, print_json, say


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("seed", help="isi data tiruan dalam jumlah besar untuk uji kecepatan")
    parser.description = "Mengisi data tiruan; angka benih yang sama menghasilkan data yang sama."
    parser.add_argument("--profile", choices=["s", "m", "l"], default="s", help="s 300, m 12.000, l 100.000 pegawai")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="benih (bawaan 1)")
    parser.add_argument("--people", type=int, metavar="N", help="jumlah pegawai lain dari profilnya")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from pamong.cli import prepare
    from pamong.cli.seeding import bulk

    prepare.migrate()
    made = bulk.load(profile=args.profile, seed=args.seed, people=args.people)
    if args.as_json:
        print_json(made)
    else:
        say("Selesai: " + ", ".join(f"{count} {name}" for name, count in made.items()))
    return 0

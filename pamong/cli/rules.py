"""`pamong rules`: list, explain and run the rules of the rulebook. Imports no Django, so that it starts at once."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone

from pamong.rulebook import registry, wire
from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.explain import explain
from pamong.rulebook.fields import wrong_type
from pamong.rulebook.text import N_

JAKARTA = timezone(timedelta(hours=7))
OK, UNUSABLE = 0, 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``rules`` and its four subcommands to the dispatcher."""
    parser = subparsers.add_parser("rules", help="daftar, penjelasan, dan perhitungan aturan")
    on = argparse.ArgumentParser(add_help=False)
    on.add_argument("--on", type=_day, metavar="TANGGAL", help="aturan yang berlaku pada TANGGAL (YYYY-MM-DD)")
    commands = parser.add_subparsers(dest="rules_command", required=True, metavar="PERINTAH")
    listing = commands.add_parser("list", parents=[on], help="semua aturan: kode, judul, sumber, keyakinan")
    listing.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")
    explaining = commands.add_parser("explain", parents=[on], help="tabel atau rumus satu aturan, dengan sumbernya")
    explaining.add_argument("rule", metavar="ATURAN")
    running = commands.add_parser("run", parents=[on], help="hitung: satu objek JSON masuk, satu objek JSON keluar")
    running.add_argument("rule", metavar="ATURAN")
    commands.add_parser("batch", parents=[on], help='hitung tiap baris {"rule": …, "inputs": …} dari masukan')


def run(args: argparse.Namespace) -> int:
    """Carry out the parsed command. 0 when all input was read (errors are answers), 2 for unusable arguments."""
    on = args.on or datetime.now(JAKARTA).date()
    try:
        if args.rules_command == "list":
            return _list(on, as_json=args.as_json)
        if args.rules_command == "explain":
            return _explain(args.rule, on)
        if args.rules_command == "run":
            return _run(args.rule, on)
        return _batch(on)
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _day(text: str) -> date:
    try:
        if len(text) == len("YYYY-MM-DD"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal YYYY-MM-DD")


def _print(text: str) -> None:
    """Print, writing what UTF-8 cannot carry (half of a pair) as an escape, which in JSON means the same."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _described(rule: registry.Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "source": str(rule.source),
        "regulation": rule.source.regulation,
        "article": rule.source.article,
        "version": rule.version,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "confidence": rule.confidence.value,
        "confidence_text": rule.confidence.label,
        "caveats": [{"confidence": caveat.confidence.value, "text": caveat.text} for caveat in rule.caveats],
        "inputs": {name: field.spec() for name, field in rule.inputs.items()},
        "outputs": dict(rule.outputs),
    }


def _list(on: date, *, as_json: bool) -> int:
    rules = registry.all_rules(on)
    if as_json:
        _print(wire.dumps({"on": on, "rules": [_described(rule) for rule in rules]}))
        return OK
    for rule in rules:
        valid = f"{rule.valid_from} – {rule.valid_to or 'sekarang'}"
        _print(f"{rule.id:24}{rule.title}\n{'':24}{rule.source}; {valid}; {rule.confidence.label}")
        _print(f"{'':24}masukan: {', '.join(rule.inputs)}; hasil: {', '.join(rule.outputs)}")
    return OK


def _explain(rule_id: str, on: date) -> int:
    try:
        _print(explain(registry.get(rule_id, on)).rstrip())
    except RuleError as error:
        sys.stderr.write(f"pamong rules explain: {error.message}\n")
        return UNUSABLE
    return OK


def _run(rule_id: str, on: date) -> int:
    """One object in, one out; an unknown rule is an unusable argument, a wrong input is an answer."""
    try:
        inputs = wire.loads(sys.stdin.buffer.read())
        if not isinstance(inputs, dict):
            raise wrong_type("inputs", N_("objek"))
        _print(wire.dumps(registry.run(rule_id, inputs, on=on)))
    except RuleError as error:
        _print(wire.dumps({"error": error.as_dict()}))
        return UNUSABLE if error.code is ErrorCode.UNKNOWN_RULE else OK
    return OK


def _batch(on: date) -> int:
    for line in _lines(sys.stdin.buffer):
        try:
            answer: dict[str, object] = {"result": _answer(line, on)}
        except RuleError as error:
            answer = {"error": error.as_dict()}
        _print(wire.dumps(answer))
    return OK


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Every line of the input; blank lines at its end are no lines, one in between is (and is answered as an error)."""
    blank = 0
    for line in stream:
        if not line.strip():
            blank += 1
            continue
        yield from [b""] * blank
        blank = 0
        yield line


def _answer(line: bytes, on: date) -> dict[str, object]:
    request = wire.loads(line)
    if not isinstance(request, dict):
        raise wrong_type("rule", N_('objek {"rule": …, "inputs": …}'))
    for name in ("rule", "inputs"):
        if name not in request:
            raise RuleError(ErrorCode.MISSING, N_("Isian %(field)s wajib ada."), name)
    rule_id, inputs = request["rule"], request["inputs"]
    if not isinstance(rule_id, str):
        raise wrong_type("rule", N_("kata"))
    return registry.run(rule_id, inputs, on=on)


def main(argv: list[str] | None = None) -> int:
    """Run the subcommand on its own, without the dispatcher: ``python -m pamong.cli.rules list``."""
    parser = argparse.ArgumentParser(prog="pamong")
    add_parser(parser.add_subparsers(required=True))
    return run(parser.parse_args(["rules", *(sys.argv[1:] if argv is None else argv)]))


if __name__ == "__main__":
    sys.exit(main())

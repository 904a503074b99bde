"""`pamong rules` as a program meets it: real processes, real pipes, exit status."""

import argparse
import json
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from pamong.cli import rules
from tests.rules.support import EXAMPLES, EXAMPLES_FILE, SOUND


def call(*args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the subcommand in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pamong.cli.rules", *args], input=stdin, capture_output=True, check=False, env=env
    )


def batch(*lines: str | bytes, on: str | None = None) -> list[dict[str, Any]]:
    """Answers to these lines; the command must end well and quietly."""
    stdin = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    done = call("batch", *(["--on", on] if on else []), stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return [json.loads(line, parse_float=Decimal) for line in done.stdout.splitlines()]


def one_error(line: str | bytes) -> tuple[str, str | None]:
    """Code and field of the single error a line gives."""
    (answer,) = batch(line)
    assert set(answer) == {"error"}
    assert set(answer["error"]) == {"code", "message", "field"}
    assert answer["error"]["message"]
    return answer["error"]["code"], answer["error"]["field"]


def request(rule: object, inputs: object) -> str:
    return json.dumps({"rule": rule, "inputs": inputs})


def test_all_worked_examples_in_one_batch() -> None:
    answers = batch(EXAMPLES_FILE.read_bytes())
    assert answers == [{"result": example["expected"]} for example in EXAMPLES]


def test_run_answers_with_one_object() -> None:
    for rule_id, inputs in SOUND.items():
        expected = next(example["expected"] for example in EXAMPLES if example["rule"] == rule_id)
        done = call("run", rule_id, stdin=json.dumps(inputs, default=float).encode())
        assert done.returncode == 0
        assert json.loads(done.stdout, parse_float=Decimal) == expected


def test_numbers_are_written_as_numbers() -> None:
    done = call(
        "run", "angka_kredit", stdin=b'{"jenjang": "Ahli Muda", "periode": [{"predikat": "Baik", "bulan": 12}]}'
    )
    assert done.stdout == b'{"rincian": [25.0], "total": 25.0}\n'
    done = call("run", "mutu_skm", stdin=b'{"ikm": 88.305}')
    assert json.loads(done.stdout)["mutu"] == "A"
    done = call("run", "mutu_skm", stdin=b'{"ikm": 88.304999999999999}')
    assert json.loads(done.stdout)["mutu"] == "B"


@pytest.mark.parametrize(
    ("inputs", "code", "field"),
    [
        ('{"ikm": NaN}', "di_luar_batas", "ikm"),
        ('{"ikm": Infinity}', "di_luar_batas", "ikm"),
        ('{"ikm": -Infinity}', "di_luar_batas", "ikm"),
        ('{"ikm": 1e400}', "di_luar_batas", "ikm"),
        ('{"ikm": 1e-400}', "di_luar_batas", "ikm"),
        ('{"ikm": 1e99999999999999999999}', "di_luar_batas", "ikm"),
        ('{"ikm": -1}', "di_luar_batas", "ikm"),
        ('{"ikm": true}', "tipe_salah", "ikm"),
        ('{"ikm": "88"}', "tipe_salah", "ikm"),
        ('{"ikm": null}', "tipe_salah", "ikm"),
        ("{}", "wajib", "ikm"),
        ('{"ikm": 80, "n": 1}', "nilai_tidak_dikenal", "n"),
        ('{"ikm": 80, "ikm": 90}', "nilai_tidak_dikenal", "ikm"),
        ("[]", "tipe_salah", "inputs"),
        ("bukan json", "tipe_salah", None),
        ("", "tipe_salah", None),
    ],
)
def test_run_answers_wrong_inputs_with_an_error(inputs: str, code: str, field: str | None) -> None:
    done = call("run", "mutu_skm", stdin=inputs.encode())
    error = json.loads(done.stdout)["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert done.returncode == 0
    assert done.stderr == b""


def test_run_of_an_unknown_rule_is_unusable_and_says_so() -> None:
    done = call("run", "tidak_ada", stdin=b"{}")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "aturan_tidak_dikenal"
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (request("tidak_ada", {}), "aturan_tidak_dikenal", "rule"),
        (request(5, {}), "tipe_salah", "rule"),
        (request(None, {}), "tipe_salah", "rule"),
        ('{"inputs": {}}', "wajib", "rule"),
        ('{"rule": "predikat"}', "wajib", "inputs"),
        (request("predikat", []), "tipe_salah", "inputs"),
        (request("predikat", None), "tipe_salah", "inputs"),
        (request("predikat", {"hasil_kerja": "di_atas"}), "wajib", "perilaku"),
        ("[1, 2]", "tipe_salah", "rule"),
        ("null", "tipe_salah", "rule"),
        ("{", "tipe_salah", None),
        ("[" * 200_000, "tipe_salah", None),
        (b"\xff\xfe{", "tipe_salah", None),
    ],
)
def test_batch_answers_every_bad_line(line: str | bytes, code: str, field: str | None) -> None:
    assert one_error(line) == (code, field)


def test_batch_keeps_the_order_between_good_and_bad_lines() -> None:
    good = request("kotak_talenta", {"kinerja": "di_atas", "potensi": "tinggi"})
    answers = batch(good, "rusak", "", good, "{}", good, "", "  ")
    assert [next(iter(answer)) for answer in answers] == ["result", "error", "error", "result", "error", "result"]
    assert answers[0] == {"result": {"kotak": 9}}


def test_batch_of_nothing() -> None:
    assert batch("") == []
    assert batch("", "", "") == []


def test_batch_reads_windows_lines_and_a_byte_order_mark() -> None:
    line = request("kotak_talenta", {"kinerja": "sesuai", "potensi": "menengah"}).encode()
    assert batch(b"\xef\xbb\xbf" + line + b"\r", line + b"\r") == [{"result": {"kotak": 5}}] * 2


def test_batch_echoes_strange_text_as_sound_json() -> None:
    line = '{"rule": "predikat", "inputs": {"hasil_kerja": "\\ud800 “ß”", "perilaku": "sesuai"}}'
    (answer,) = batch(line)
    assert answer["error"]["code"] == "nilai_tidak_dikenal"
    assert "\ud800" in answer["error"]["message"]


def test_output_does_not_depend_on_the_locale() -> None:
    done = call("explain", "predikat", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "Hasil kerja ↓" in done.stdout.decode()


def test_on_chooses_the_day() -> None:
    line = request("pola_distribusi", {"capaian_organisasi": "Baik", "distribusi": {"Baik": 7, "Kurang": 3}})
    assert batch(line, on="2023-01-30")[0]["error"]["code"] == "belum_berlaku"
    assert batch(line, on="2023-01-31") == [{"result": {"sesuai": True, "pelanggaran": []}}]
    done = call("run", "pola_distribusi", "--on", "2000-01-01", stdin=b"{}")
    assert json.loads(done.stdout)["error"]["code"] == "belum_berlaku"
    assert done.returncode == 0


def test_list_as_json() -> None:
    done = call("list", "--json")
    assert done.returncode == 0
    listed = json.loads(done.stdout)["rules"]
    assert {rule["id"] for rule in listed} == set(SOUND)
    for rule in listed:
        assert rule["title"]
        assert rule["source"] == f"{rule['regulation']}, {rule['article']}"
        assert rule["valid_from"] == rule["version"]
        assert rule["valid_to"] is None
        assert rule["confidence"] in ("law", "secondary", "memory", "inference")
        assert rule["confidence_text"]
        assert rule["outputs"]
        assert all(spec["type"] and spec["text"] for spec in rule["inputs"].values())
    predikat = next(rule for rule in listed if rule["id"] == "predikat")
    assert predikat["inputs"]["perilaku"]["choices"] == ["di_atas", "sesuai", "di_bawah"]


def test_list_of_an_earlier_day() -> None:
    listed = json.loads(call("list", "--json", "--on", "2019-06-01").stdout)
    assert listed["on"] == "2019-06-01"
    ids = {rule["id"] for rule in listed["rules"]}
    assert "bup" in ids
    assert "predikat" not in ids


def test_list_in_words() -> None:
    text = call("list").stdout.decode()
    for rule_id in SOUND:
        assert f"\n{rule_id} " in f"\n{text}"
    assert "dibaca dari teks peraturan" in text


@pytest.mark.parametrize("rule_id", sorted(SOUND))
def test_explain(rule_id: str) -> None:
    done = call("explain", rule_id)
    assert done.returncode == 0
    assert f"(`{rule_id}`)" in done.stdout.decode()
    assert "Sumber: " in done.stdout.decode()


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("tidak_ada",),
        ("explain",),
        ("explain", "tidak_ada"),
        ("explain", "predikat", "--on", "2001-01-01"),
        ("run",),
        ("batch", "--on", "kemarin"),
        ("batch", "--on", "2026-02-30"),
        ("batch", "--on", "20260201"),
        ("list", "--jsonn"),
        ("batch", "berlebih"),
    ],
)
def test_unusable_arguments(args: tuple[str, ...]) -> None:
    done = call(*args)
    assert done.returncode == 2
    assert done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args", [("--help",), ("list", "--help"), ("explain", "--help"), ("run", "-h"), ("batch", "-h")]
)
def test_help(args: tuple[str, ...]) -> None:
    done = call(*args)
    assert done.returncode == 0
    assert b"usage: pamong rules" in done.stdout


def test_a_reader_that_stops_early_is_no_failure() -> None:
    command = f"{sys.executable} -m pamong.cli.rules batch < {EXAMPLES_FILE} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_it_starts_without_django_and_without_the_holiday_package() -> None:
    code = (
        "import sys, pamong.cli.rules as rules; rules.main(['list']); "
        "print([name for name in ('django', 'holidays') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.endswith(b"[]\n")


def test_the_dispatcher_can_call_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    parser = argparse.ArgumentParser(prog="pamong")
    rules.add_parser(parser.add_subparsers())
    assert rules.run(parser.parse_args(["rules", "explain", "bup"])) == 0
    assert rules.run(parser.parse_args(["rules", "explain", "tidak_ada"])) == 2
    written = capfdbinary.readouterr()
    assert b"Batas usia pensiun" in written.out
    assert "“tidak_ada” tidak dikenal".encode() in written.err

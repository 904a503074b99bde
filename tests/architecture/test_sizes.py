"""Small pieces: the limits of the house."""

import statistics

from tests.architecture.source import functions, name, python_files, templates

MAX_FUNCTION, P95_FUNCTION, MAX_FILE, MAX_TEMPLATE = 80, 40, 400, 150
TEST_RATIO = 0.79  # the goal is 1.2 (docs/adr/0006)


def lines(text: str) -> int:
    return len(text.splitlines())


def test_no_function_is_longer_than_eighty_lines() -> None:
    long = [
        f"{name(p)}:{n} {size}"
        for p in python_files("pamong", "config")
        for n, size, _ in functions(p)
        if size > MAX_FUNCTION
    ]
    assert not long


def test_nearly_all_functions_are_short() -> None:
    sizes = [size for p in python_files("pamong", "config") for _, size, _ in functions(p)]
    assert statistics.quantiles(sizes, n=20)[-1] <= P95_FUNCTION


def test_files_and_templates_stay_readable() -> None:
    long = [
        f"{name(p)} {lines(p.read_text())}"
        for p in python_files("pamong", "config", "tests")
        if lines(p.read_text()) > MAX_FILE
    ]
    long += [f"{name(p)} {lines(p.read_text())}" for p in templates() if lines(p.read_text()) > MAX_TEMPLATE]
    assert not long


def test_tests_keep_pace_with_code() -> None:
    code = sum(lines(p.read_text()) for p in python_files("pamong", "config"))
    tests = sum(lines(p.read_text()) for p in python_files("tests"))
    assert tests >= TEST_RATIO * code, f"{tests} lines of tests for {code} lines of code"

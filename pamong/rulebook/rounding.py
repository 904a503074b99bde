"""Exact rounding. Fractions inside, so that no digit is lost before the one rounding a rule asks for."""

from decimal import Decimal
from fractions import Fraction

Exact = Decimal | Fraction | int


def half_up(value: Exact, places: int = 0) -> Decimal:
    """Round to ``places`` decimals, a half away from zero: 88.305 -> 88.31. Carries exactly that many decimals."""
    scaled = Fraction(value) * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if scaled < 0 and whole else ""
    return Decimal(f"{sign}{whole}E-{places}")


def half_up_whole(value: Exact) -> int:
    """Round to a whole number, a half away from zero (rupiah, respondents, points)."""
    return int(half_up(value))


def ceiling(value: Exact) -> int:
    """The least whole number that is not below ``value``."""
    exact = Fraction(value)
    return -(-exact.numerator // exact.denominator)


def plain(value: Decimal) -> Decimal | int:
    """A whole number as int, any other unchanged: 100.0 -> 100."""
    return int(value) if value == value.to_integral_value() else value

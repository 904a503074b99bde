"""Many small questions of a page asked together: one statement instead of one for each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Min, QuerySet, Sum, Value

T = TypeVar("T")


@dataclass(frozen=True)
class Ask(Generic[T]):
    """What an area wants to know and what it makes of the answers: several areas' questions travel in one statement."""

    questions: Mapping[str, "Question"]
    made_of: Callable[[dict[str, Any]], T]

    def alone(self) -> T:
        """Asked for itself (one statement, none without questions)."""
        return self.made_of(answered_together(**self.questions))


def asked_together(asks: Iterable[Ask[T]]) -> list[T]:
    """What each makes of its answers, all questions in one statement."""
    listed = list(asks)
    found = answered_together(
        **{f"{n}.{name}": question for n, ask in enumerate(listed) for name, question in ask.questions.items()}
    )
    return [ask.made_of({name: found[f"{n}.{name}"] for name in ask.questions}) for n, ask in enumerate(listed)]


def how_many(found: QuerySet[Any], what: str = "*", *, distinct: bool = False) -> QuerySet[Any]:
    """The number of rows (or of different ``what``) as a question; its answer is None where there are none."""
    counted: QuerySet[Any] = _as_one(found).annotate(n=Count(what, distinct=distinct)).values("n")
    return counted


def how_much(found: QuerySet[Any], of: Any) -> QuerySet[Any]:
    """The sum of an expression over the rows as a question; its answer is None where there are none."""
    summed: QuerySet[Any] = _as_one(found).annotate(n=Sum(of)).values("n")
    return summed


def the_least(found: QuerySet[Any], of: str) -> QuerySet[Any]:
    """The least value of a column over the rows as a question; its answer is None where there are none."""
    least: QuerySet[Any] = _as_one(found).annotate(n=Min(of)).values("n")
    return least


def _as_one(found: QuerySet[Any]) -> QuerySet[Any]:
    grouped: QuerySet[Any] = found.select_related(None).order_by().annotate(one=Value(1)).values("one")
    return grouped


class Listed:
    """All rows of a queryset of ``values()`` as a question; its answer is a list of dicts (days and moments as texts)."""

    def __init__(self, found: QuerySet[Any]) -> None:
        self.found = found


Question = QuerySet[Any] | Listed


def answered_together(**asked: Question) -> dict[str, Any]:
    """The answer of each question by name, in one statement: the single value of a queryset that selects one column of one
    row (None without a row), or the rows of a list.
    """
    parts: list[str] = []
    params: list[Any] = []
    for question in asked.values():
        sql, given = _asked(question)
        parts.append(f"({sql})")
        params += given
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)  # made by the querysets, values beside
        return dict(zip(asked, cursor.fetchone(), strict=True))


def _asked(question: Question) -> tuple[str, tuple[Any, ...]]:
    listed = isinstance(question, Listed)
    queryset: QuerySet[Any] = question.found if isinstance(question, Listed) else question
    try:
        sql, given = queryset.query.sql_with_params()
    except EmptyResultSet:  # a condition that nothing can meet
        return "SELECT '[]'::json" if listed else "SELECT NULL", ()
    if listed:
        sql = f"SELECT coalesce(json_agg(row), '[]') FROM ({sql}) row"  # noqa: S608  # made by the queryset, values beside
    return sql, tuple(given)

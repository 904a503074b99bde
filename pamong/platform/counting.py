"""Many small questions of a page asked together: one statement instead of one for each."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Sum, Value


def how_many(found: QuerySet[Any], what: str = "*", *, distinct: bool = False) -> QuerySet[Any]:
    """The number of rows (or of different ``what``) as a question; its answer is None where there are none."""
    counted: QuerySet[Any] = _as_one(found).annotate(n=Count(what, distinct=distinct)).values("n")
    return counted


def how_much(found: QuerySet[Any], of: Any) -> QuerySet[Any]:
    """The sum of an expression over the rows as a question; its answer is None where there are none."""
    summed: QuerySet[Any] = _as_one(found).annotate(n=Sum(of)).values("n")
    return summed


def _as_one(found: QuerySet[Any]) -> QuerySet[Any]:
    grouped: QuerySet[Any] = found.select_related(None).order_by().annotate(one=Value(1)).values("one")
    return grouped


def answered_together(**asked: QuerySet[Any]) -> dict[str, Any]:
    """The single value of each queryset that selects one column of one row, by name, in one statement; None without a row."""
    parts: list[str] = []
    params: list[Any] = []
    for queryset in asked.values():
        try:
            sql, given = queryset.query.sql_with_params()
        except EmptyResultSet:  # a condition that nothing can meet
            sql, given = "SELECT NULL", ()
        parts.append(f"({sql})")
        params += given
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)  # made by the querysets, values beside
        return dict(zip(asked, cursor.fetchone(), strict=True))

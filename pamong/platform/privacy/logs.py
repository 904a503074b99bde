"""What the log may say: when something failed and where in the program, never what stands in a row or what somebody sent."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import psycopg
from django.db import Error as DatabaseError
from django.urls import Resolver404, resolve

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_BAD_DATA = "22"  # class of SQLSTATE whose messages quote the value


def is_quiet(request: Any) -> bool:
    """Whether the page asked for promises to write nothing down about who asks and when (``gate(…, remember=False)``)."""
    if request is None:
        return False
    if request.resolver_match is not None:
        return _quiet(request.resolver_match)
    path = str(request.path_info)  # refused before it was looked up, or mistyped: then what it begins with decides
    return any(_quiet(_found(one)) for one in (path, f"/{path.strip('/').partition('/')[0]}/"))


def _quiet(match: Any) -> bool:
    return bool(getattr(getattr(match, "func", None), "quiet", False))


def _found(path: str) -> Any:
    try:
        return resolve(path)
    except Resolver404:
        return None


class Untimed(logging.Filter):
    """Drops notes of refused requests to quiet pages: each would tell a moment, and some quote a header. Failures of the
    program (status 500 and above) stay, an operator has to hear of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", 500) >= 500 or not is_quiet(getattr(record, "request", None))


class Discreet(logging.Formatter):
    """Tracebacks without the database's quotations of rows; of quiet pages without any message of an error."""

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = told(record.exc_info, quiet=is_quiet(getattr(record, "request", None)))
        return super().format(record)


def told(info: ExcInfo, *, quiet: bool = False) -> str:
    """A traceback as it may be written down."""
    text = "".join(traceback.format_exception(info[1])).rstrip("\n") if info[1] is not None else ""
    for error in _chain(info[1]):
        words = str(error)
        if words and (quiet or isinstance(error, DatabaseError | psycopg.Error)):
            text = text.replace(words, _without_values(error))
    return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _without_values(error: BaseException) -> str:
    """What the database says is wrong, without DETAIL, the statement, and messages that quote what was sent."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, psycopg.Error):
        return "(…)"
    if cause.sqlstate is None:  # the connection's words: no row has a part in them
        return str(error)
    diag = cause.diag
    said = diag.message_primary if not cause.sqlstate.startswith(_BAD_DATA) else None
    where = " ".join(name for name in (diag.table_name, diag.constraint_name) if name)
    return " ".join(part for part in (f"[{cause.sqlstate}]", said, where) if part)

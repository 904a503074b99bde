"""The gate: every route passes here. Right, key, transaction, audit context, and refusals in plain words."""

import functools
import hashlib
import logging
import uuid
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django_htmx.middleware import HtmxDetails

from pamong.platform.access import idempotency
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.access.scope import may
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

log = logging.getLogger("pamong.gate")
P = ParamSpec("P")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Request(HttpRequest):
    """What the middlewares make of a request (for types only)."""

    viewer: Viewer
    htmx: HtmxDetails


AfterWrite = Callable[[HttpRequest, HttpResponse, str, int | None], None]
_after_write: list[AfterWrite] = []
View = Callable[Concatenate[Request, P], HttpResponse]


def gate(
    policy: str, *, methods: tuple[str, ...] = ("GET",), unlinked: bool = False, remember: bool = True
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Declare the policy of a view (a row of the permission table) and the methods it answers.

    ``unlinked``: what is sent leaves no digest beside the sender's key, for anonymous answers (docs/adr/0020).
    ``remember=False`` keeps no answer and no key: for citizens' forms whose writes are once-only by their own token, and
    whose moment and content must leave no trace beside the record itself.
    Raises KeyError at import when the table has no such row: an unknown policy never reaches a user.
    """
    rule = TABLE[policy]

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @functools.wraps(view)
        def passed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            method = request.method or "GET"
            if method not in methods and not (method == "HEAD" and "GET" in methods):
                return HttpResponseNotAllowed(methods)
            viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
            if not may(viewer, policy):
                if viewer.user_id is None:
                    return redirect_to_login(request.get_full_path())
                return _not_for_you(_page(request, "403.html", 403))
            if viewer.must_set_up and not policy.startswith(("account.", "public.", "health.")):
                return redirect("people:account_setup")
            run = functools.partial(view, request, *args, **kwargs)  # type: ignore[arg-type]  # Request at run time
            return _answer(request, viewer, policy, run, unlinked=unlinked, remember=remember)

        passed.policy = rule  # type: ignore[attr-defined]  # read by routes.py
        passed.methods = methods  # type: ignore[attr-defined]
        passed.quiet = not remember  # type: ignore[attr-defined]  # read by privacy.logs
        return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], passed)

    return wrap


def after_write(act: AfterWrite) -> None:
    """Let another part of the platform add to every write (request, answer, policy, person), in its transaction."""
    if act not in _after_write:
        _after_write.append(act)


def _answer(
    request: HttpRequest,
    viewer: Viewer,
    policy: str,
    run: Callable[[], HttpResponse],
    *,
    unlinked: bool,
    remember: bool,
) -> HttpResponse:
    try:
        if request.method in SAFE:
            response = run()
        else:
            with transaction.atomic():
                audit.set_context(by=viewer, route=policy, request_id=uuid.uuid4().hex)
                owner = _owner(request, viewer)
                if remember:
                    response = idempotency.answer_once(request, owner=owner, route=policy, run=run, unlinked=unlinked)
                else:
                    idempotency.key_of(request)  # asked for all the same: every form of the product carries one
                    response = run()
                if remember and not unlinked:
                    for act in _after_write:
                        act(request, response, policy, viewer.person_id)
                if response.status_code >= 400 and not getattr(response, "keeps_trace", False):
                    transaction.set_rollback(True)
    except (NotVisible, NotAllowed, Refused, Conflict, idempotency.KeyReused, idempotency.KeyMissing) as signal:
        return _refusal(request, signal)
    if viewer.user_id is not None and response.get("Cache-Control", "").startswith("public"):
        response["Cache-Control"] = "no-store"  # it carries the renewed session cookie: no cache between may keep that
    if viewer.user_id is not None or not remember:
        response.setdefault("Cache-Control", "no-store")
    return response


def _refusal(request: HttpRequest, signal: Exception) -> HttpResponse:
    match signal:
        case NotVisible():
            return _not_for_you(_page(request, "404.html", 404))
        case NotAllowed():
            return _not_for_you(_page(request, "403.html", 403))
        case idempotency.KeyMissing():
            return _page(request, "400.html", 400, key_missing=True)
        case Refused():
            return _page(request, "409.html", 409, reason=refusal_text(signal))
        case Conflict():
            return _page(request, "409.html", 409, conflict=signal)
    return _page(request, "409.html", 409, key_reused=True)


def _owner(request: HttpRequest, viewer: Viewer) -> str:
    if viewer.user_id is not None:
        return f"user:{viewer.user_id}"
    return "form:" + hashlib.sha256(request.META.get("CSRF_COOKIE", "").encode()).hexdigest()[:40]


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    route = request.resolver_match.view_name if request.resolver_match else "-"
    log.info("refused status=%s route=%s", status, route, extra={"request": request, "status_code": status})
    return render(request, template, {**context, "login_url": settings.LOGIN_URL}, status=status)


def _not_for_you(response: HttpResponse) -> HttpResponse:
    """Tells a device's queue that sending again or signing in will not help."""
    response["X-Pamong-Refused"] = "1"
    return response


def traced(response: HttpResponse) -> HttpResponse:
    """A refusal (status 400 and above) that must leave its trace, such as a counted try: the transaction commits all the same."""
    response.keeps_trace = True  # type: ignore[attr-defined]  # read by _answer
    return response


def shown_once(response: HttpResponse) -> HttpResponse:
    """An answer that holds a secret (fresh codes): it is never kept; a repetition is told that it was shown."""
    response["X-Shown-Once"] = "1"
    return response


def answered(response: HttpResponse, obj: models.Model) -> HttpResponse:
    """The answer of a write, with the id of what it made or changed."""
    response["X-Object-Id"] = str(obj.pk)
    return see_other(response)


def see_other(response: HttpResponse) -> HttpResponse:
    """A redirect after a write, as one that the browser follows with GET; any other answer as it is."""
    if response.status_code == 302:
        response.status_code = 303
    return response

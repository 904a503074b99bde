"""Walks the URL map: every route has a policy, or it is on the short list of others' views with a reason."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Views of libraries: they cannot be decorated, so what guards them is written here. Prefix of the route name → policy.
LIBRARY_ROUTES = {
    "account_login": "account.sign_in",
    "account_logout": "account.manage",
    "account_inactive": "account.sign_in",
    "mfa_authenticate": "account.sign_in",  # the second step: not signed in yet
    "mfa_trust": "account.sign_in",
    "openid_connect_": "account.sign_in",
    "socialaccount_login_cancelled": "account.sign_in",
}


def walk(patterns: list[Any] | None = None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield (route name with namespace, path, callback) of every route, includes followed."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or ''}", path, pattern.callback


def policy_of(name: str, callback: Any) -> str | None:
    """The policy a route declares, or the one written for a library's view."""
    rule = getattr(callback, "policy", None)
    if rule is not None:
        return str(rule.policy)
    return next(
        (p for start, p in LIBRARY_ROUTES.items() if name == start or (start.endswith("_") and name.startswith(start))),
        None,
    )


def routes() -> list[dict[str, Any]]:
    """Every route: name, path, methods, policy (as ``pamong routes --json`` prints it)."""
    return [
        {"name": n, "path": "/" + p, "methods": list(getattr(c, "methods", ("GET", "POST"))), "policy": policy_of(n, c)}
        for n, p, c in walk()
    ]


def check_routes(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """System check: a route without a policy stops the start."""
    return [
        Error(
            f"route {r['name'] or r['path']} has no policy", hint="decorate the view with @gate(...)", id="pamong.E001"
        )
        for r in routes()
        if r["policy"] is None
    ]

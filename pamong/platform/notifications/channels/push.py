"""Waking a browser: the message says only that there is news, the rest is read behind the sign-in."""

import json
from typing import NamedTuple

from django.conf import settings

from pamong.platform.calendar.queries import now
from pamong.platform.notifications.channels import http
from pamong.platform.notifications.channels.base import Failed, Outgoing
from pamong.platform.notifications.enums import Reason
from pamong.platform.notifications.rules import webpush
from pamong.rulebook.errors import Refused

KEPT_BY_SERVICE = 24 * 3600  # seconds the push service may wait for a phone that is off
GONE = frozenset({404, 410})


class Browser(NamedTuple):
    """A subscription, as the browser gave it."""

    endpoint: str
    p256dh: str
    auth: str


class Gone(Exception):
    """The browser does not want to be woken any more."""


def send(browser: Browser, outgoing: Outgoing) -> None:
    """Wake one browser. Raises Gone, or Failed. A second message replaces one that still waits (Topic)."""
    try:
        webpush.check_endpoint(browser.endpoint, settings.PUSH_HOSTS)
    except Refused as refused:
        raise Gone from refused
    key = webpush.own_key(settings.SECRET_KEY)
    headers = {
        "Authorization": webpush.authorization(key, browser.endpoint, settings.PUBLIC_URL, now().timestamp()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_BY_SERVICE),
        "Urgency": "normal",
        "Topic": "pamong",
    }
    content = json.dumps({"text": outgoing.text}).encode()
    body = webpush.encrypt(content, browser.p256dh, browser.auth)
    status = http.post(browser.endpoint, body, headers, settings.SEND_TIMEOUT)
    if status in GONE:
        raise Gone
    http.judge(status)


def send_all(browsers: dict[int, Browser], outgoing: Outgoing) -> list[int]:
    """Wake all browsers of a person; answers the numbers of those that are gone. Raises Failed when none was reached."""
    gone, failures, reached = [], [], 0
    for number, browser in browsers.items():
        try:
            send(browser, outgoing)
            reached += 1
        except Gone:
            gone.append(number)
        except Failed as failed:
            failures.append(failed)
    if failures and not reached:
        raise failures[0]
    if not reached and not gone:
        raise Failed(Reason.NO_ADDRESS, final=True)
    return gone

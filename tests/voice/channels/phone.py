"""A telephone whose messages reach the gateway, over the signed endpoint."""

import base64
import itertools
import json
import re
from typing import Any

from django.test import Client

from pamong.platform.calendar.queries import now
from pamong.platform.gateway.rules.signature import sign

SECRET, FROM = "rahasia-uji", "+628123456789"


class Phone:
    """A telephone whose messages reach the gateway."""

    def __init__(self, number: str = FROM, channel: str = "whatsapp") -> None:
        self.number, self.channel, self.counter = number, channel, itertools.count(1)

    def deliver(self, ident: str, text: str, media: tuple[bytes, ...] = ()) -> dict[str, Any]:
        files = [{"name": "IMG-20261127-WA0001.jpg", "data": base64.b64encode(one).decode()} for one in media]
        body = json.dumps({"id": ident, "channel": self.channel, "from": self.number, "text": text, "media": files})
        stamp = str(int(now().timestamp()))
        headers = {"X-Pamong-Timestamp": stamp, "X-Pamong-Signature": sign(SECRET, stamp, body.encode())}
        answer = Client().post("/gerbang/masuk/", body, content_type="application/json", headers=headers)
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    def say(self, text: str, *media: bytes) -> str:
        return str(self.deliver(f"{self.number}-{next(self.counter)}", text, media)["reply"])

    def tell(self, *texts: str) -> str:
        return [self.say(text) for text in texts][-1]


def receipt(reply: str) -> tuple[str, str]:
    found = re.search(r"Nomor (P-\w{4}-\w{4}), kode rahasia ((?:\w{4}-){4}\w{4})", reply)
    assert found, reply
    return found[1], found[2]

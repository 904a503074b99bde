"""WhatsApp and SMS through the gateway of PAMONG_GATEWAY_URL: one JSON POST per message (docs/ops/gateway.md)."""

import json

from django.conf import settings

from pamong.platform.notifications.channels import http
from pamong.platform.notifications.channels.base import Outgoing


def send(channel: str, outgoing: Outgoing) -> None:
    """Post one message; the effect travels as Idempotency-Key. Raises Failed."""
    body = json.dumps({"channel": channel, "to": outgoing.to, "text": outgoing.text}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": outgoing.effect}
    if settings.GATEWAY_TOKEN:
        headers["Authorization"] = f"Bearer {settings.GATEWAY_TOKEN}"
    http.judge(http.post(settings.GATEWAY_URL, body, headers, settings.SEND_TIMEOUT))

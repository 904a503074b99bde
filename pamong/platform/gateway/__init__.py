"""Messages that come in from outside (WhatsApp, SMS) through a gateway's signed HTTP POST: see docs/ops/gateway.md."""

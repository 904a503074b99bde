"""Complaints that come in as messages: a guided dialogue by WhatsApp (docs/ops/gateway.md)."""

"""Complaints that come in as messages: a guided dialogue by WhatsApp or SMS (docs/ops/gateway.md)."""

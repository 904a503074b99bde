"""Complaints by e-mail: a mail server hands each message to `pamong mail-in`, see docs/ops/complaints.md."""

"""Pamong on a phone: installable, opens without a connection, keeps what was written until the server has it."""

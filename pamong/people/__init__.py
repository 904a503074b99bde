"""Agencies, units, persons, dated assignments, acting superiors, accounts and roles."""

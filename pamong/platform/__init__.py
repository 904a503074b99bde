"""Mechanisms without domain: rights, audit, files, jobs, live updates, screens."""

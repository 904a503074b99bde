"""Workbooks in and out: headings by meaning, reasons per row, inert cells."""

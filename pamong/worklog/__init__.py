"""The day: entries, attachments, live board, decisions."""

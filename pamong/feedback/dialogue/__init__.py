"""Talking about work: 1-to-1 meetings with questions, notes and agreed actions; coaching notes; follow-up with a due date."""

"""SKP: cycle, results, indicators, conduct expectations, dialogue, agreement."""

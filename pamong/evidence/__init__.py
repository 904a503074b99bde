"""The spine: append-only facts about performance, their metrics and roll-ups."""

"""What a person is told: one row per event and person, in the app and (some kinds) by mail."""

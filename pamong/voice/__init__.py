"""The voice of the people: complaints, later surveys and forums."""

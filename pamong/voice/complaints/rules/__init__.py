"""Rules of complaints: plain Python beside their article."""

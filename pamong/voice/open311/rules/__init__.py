"""GeoReport v2 in plain Python: the two notations, times, keys."""

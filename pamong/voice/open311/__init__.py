"""Open311 GeoReport v2: other programs read public cases and send reports (docs/ops/open311.md)."""

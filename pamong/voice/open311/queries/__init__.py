"""Reads of Open311: what is offered, and public cases as GeoReport items."""

from pamong.voice.open311.queries.cases import Asked, cases, known, updates
from pamong.voice.open311.queries.keys import api_keys, key_for
from pamong.voice.open311.queries.services import DATATYPES, service_of, services

__all__ = ["DATATYPES", "Asked", "api_keys", "cases", "key_for", "known", "service_of", "services", "updates"]

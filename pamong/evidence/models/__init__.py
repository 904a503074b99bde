from pamong.evidence.models.answer import FactAnswer
from pamong.evidence.models.fact import Fact
from pamong.evidence.models.rollup import Rollup

__all__ = ["Fact", "FactAnswer", "Rollup"]

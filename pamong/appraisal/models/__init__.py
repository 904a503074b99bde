from pamong.appraisal.models.agency_achievement import AgencyAchievement
from pamong.appraisal.models.document import Document
from pamong.appraisal.models.evaluation import Evaluation
from pamong.appraisal.models.evaluation_line import EvaluationLine

__all__ = ["AgencyAchievement", "Document", "Evaluation", "EvaluationLine"]

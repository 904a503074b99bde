from pamong.appraisal.models.agency_achievement import AgencyAchievement
from pamong.appraisal.models.document import Document
from pamong.appraisal.models.evaluation import Evaluation
from pamong.appraisal.models.evaluation_line import EvaluationLine
from pamong.appraisal.models.year_rule import YearRule

__all__ = ["AgencyAchievement", "Document", "Evaluation", "EvaluationLine", "YearRule"]

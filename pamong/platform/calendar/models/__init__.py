from pamong.platform.calendar.models.holiday import Holiday
from pamong.platform.calendar.models.work_period import WorkPeriod

__all__ = ["Holiday", "WorkPeriod"]

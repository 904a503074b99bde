from pamong.platform.jobs.models.done import JobDone
from pamong.platform.jobs.models.progress import JobProgress

__all__ = ["JobDone", "JobProgress"]

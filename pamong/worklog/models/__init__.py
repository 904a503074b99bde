from pamong.worklog.models.attachment import Attachment
from pamong.worklog.models.entry import Entry
from pamong.worklog.models.entry_policy import EntryPolicy

__all__ = ["Attachment", "Entry", "EntryPolicy"]

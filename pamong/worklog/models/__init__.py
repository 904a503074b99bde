from pamong.worklog.models.attachment import Attachment
from pamong.worklog.models.attendance import Attendance
from pamong.worklog.models.disposition import Disposition
from pamong.worklog.models.entry import Entry
from pamong.worklog.models.entry_import import EntryImport
from pamong.worklog.models.entry_policy import EntryPolicy
from pamong.worklog.models.outage import Outage
from pamong.worklog.models.repeat import RepeatAnswer
from pamong.worklog.models.tally import PersonDay, UnitDay
from pamong.worklog.models.template import EntryTemplate

__all__ = [
    "Attachment",
    "Attendance",
    "Disposition",
    "Entry",
    "EntryImport",
    "EntryPolicy",
    "EntryTemplate",
    "Outage",
    "PersonDay",
    "RepeatAnswer",
    "UnitDay",
]

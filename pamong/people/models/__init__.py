from pamong.people.models.absence import Absence
from pamong.people.models.acting import Acting
from pamong.people.models.agency import Agency
from pamong.people.models.assignment import Assignment
from pamong.people.models.import_run import ImportFile, ImportLine, ImportRun
from pamong.people.models.person import Person
from pamong.people.models.seat import SeatActing
from pamong.people.models.shift import RosterDay, Shift
from pamong.people.models.sync import SyncConflict, SyncRun, SyncSeen
from pamong.people.models.team import Team, TeamMember, TeamTask
from pamong.people.models.unit import Unit, UnitPast
from pamong.people.models.unit_change import UnitChange
from pamong.people.models.user import ActivationCode, RoleGrant, User
from pamong.people.models.work_item import WorkItem
from pamong.people.models.work_week import WorkWeek

__all__ = [
    "Absence",
    "Acting",
    "ActivationCode",
    "Agency",
    "Assignment",
    "ImportFile",
    "ImportLine",
    "ImportRun",
    "Person",
    "RoleGrant",
    "RosterDay",
    "SeatActing",
    "Shift",
    "SyncConflict",
    "SyncRun",
    "SyncSeen",
    "Team",
    "TeamMember",
    "TeamTask",
    "Unit",
    "UnitChange",
    "UnitPast",
    "User",
    "WorkItem",
    "WorkWeek",
]

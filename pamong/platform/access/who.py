"""Who can hold a right: a role granted by name, or a relation to the record itself."""

from enum import StrEnum


class Who(StrEnum):
    """Roles are granted (and may be limited to one agency); relations follow from the data on the day."""

    PUBLIC = "public"  # anyone, no account
    STAFF = "staff"  # any signed-in employee
    SELF = "self"  # the person the record is about
    SUPERIOR = "superior"  # direct superior or assessor of the record, on the day, Plt/Plh included
    ABOVE = "above"  # leads a unit at or above the record's unit
    ASSESSORS_SUPERIOR = "assessors_superior"  # decides objections and missing signatures
    GIVER = "giver"  # wrote the record
    TEAM_LEAD = "team_lead"  # leads, on the day, a team (tim kerja) the person or record belongs to
    INVITED = "invited"  # was asked by name
    HANDLER = "handler"  # the unit or officer a complaint was given to
    RECEIPT = "receipt"  # anyone who holds the receipt of a complaint; the secret on it decides
    ASSESSMENT_TEAM = "assessment_team"  # tim pengelola kinerja of the agency
    AGENCY_ADMIN = "agency_admin"  # admin kepegawaian of one agency
    PERSONNEL = "personnel"  # personnel office of the region (BKPSDM)
    INSPECTOR = "inspector"  # inspectorate: reads
    COMPLAINT_OFFICER = "complaint_officer"  # receives, verifies and routes complaints
    CUSTODIAN = "custodian"  # keeps the key to sealed identities of reporters
    LEADER = "leader"  # head of region, regional secretary: reads
    SYSADMIN = "sysadmin"  # runs the machine; sees no personal data

    @property
    def is_role(self) -> bool:
        return self in ROLES

    @property
    def label(self) -> str:
        return LABELS[self]


ROLES = frozenset(
    {Who.ASSESSMENT_TEAM, Who.AGENCY_ADMIN, Who.PERSONNEL, Who.INSPECTOR, Who.LEADER, Who.SYSADMIN}
    | {Who.COMPLAINT_OFFICER, Who.CUSTODIAN},
)
LABELS = {
    Who.PUBLIC: "Siapa pun",
    Who.STAFF: "Pegawai yang sudah masuk",
    Who.SELF: "Pegawai yang bersangkutan",
    Who.SUPERIOR: "Atasan langsung / pejabat penilai (termasuk Plt/Plh)",
    Who.ABOVE: "Pimpinan unit di atasnya",
    Who.ASSESSORS_SUPERIOR: "Atasan pejabat penilai",
    Who.GIVER: "Pembuat catatan",
    Who.TEAM_LEAD: "Ketua tim kerja",
    Who.INVITED: "Yang diundang",
    Who.HANDLER: "Unit atau petugas yang menangani pengaduan",
    Who.RECEIPT: "Pemegang tanda terima pengaduan",
    Who.COMPLAINT_OFFICER: "Petugas pengaduan",
    Who.CUSTODIAN: "Kustodian identitas pelapor",
    Who.ASSESSMENT_TEAM: "Tim pengelola kinerja",
    Who.AGENCY_ADMIN: "Admin kepegawaian perangkat daerah",
    Who.PERSONNEL: "BKPSDM",
    Who.INSPECTOR: "Inspektorat",
    Who.LEADER: "Pimpinan daerah",
    Who.SYSADMIN: "Pengelola sistem",
}

"""One small world for all tests: a civil registry with its people, and a stranger's agency."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from pamong.people.enums import PositionKind, Sex, Status
from pamong.people.models import Acting, Agency, Assignment, Person, RoleGrant, Unit, User
from pamong.people.queries import viewer_for_user
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION

PASSWORD = "kata-sandi-uji-123"  # of the test world only
STAFF = ("head", "superior", "employee", "peer", "acting", "admin", "stranger_head", "stranger")
ROLE_ONLY = {"personnel": Who.PERSONNEL, "inspector": Who.INSPECTOR, "leader": Who.LEADER, "sysadmin": Who.SYSADMIN}


class KeyedClient(Client):
    """A browser-like client that sends a fresh idempotency key with every unsafe request unless one is given."""

    def generic(self, method: str, *args: Any, **kwargs: Any) -> Any:
        if method not in ("GET", "HEAD", "OPTIONS"):
            headers = dict(kwargs.get("headers") or {})
            if not any(name.lower() == "idempotency-key" for name in headers):
                headers["Idempotency-Key"] = uuid.uuid4().hex
            kwargs["headers"] = headers
        return super().generic(method, *args, **kwargs)


@dataclass
class World:
    """Persons and accounts by name; ``viewer`` and ``client`` act as one of them (None: a citizen)."""

    today: dt.date
    a: Agency
    b: Agency
    root: Unit
    office: Unit
    b_root: Unit
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None

    def viewer(self, name: str | None) -> Viewer:
        return viewer_for_user(self.users[name]) if name else Viewer.anonymous()

    def client(self, name: str | None = None) -> KeyedClient:
        client = KeyedClient()
        if name:
            client.force_login(self.users[name], backend="pamong.people.web.backend.AccountBackend")
        return client

    def appoint_acting(self, absent: str = "superior", acting: str = "acting", days: int = 10) -> Acting:
        """``acting`` becomes Plh of ``absent`` from yesterday for ``days`` days."""
        period = (self.today - dt.timedelta(days=1), self.today + dt.timedelta(days=days))
        return Acting.objects.add(
            via=ACTION, absent=self.people[absent], acting=self.people[acting], kind="plh", valid=period
        )


def person(name: str, nip: str, **fields: Any) -> Person:
    born = dt.date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    sex = Sex.MALE if nip[14] == "1" else Sex.FEMALE
    defaults = {"status": Status.PNS, "rank": "III/b", "birth_date": born, "sex": sex, "email": f"{nip}@contoh.go.id"}
    return Person.objects.add(via=ACTION, nip=nip, name=name, **{**defaults, **fields})


def account(
    nip: str, person: Person | None = None, role: Who | None = None, agency: Agency | None = None, name: str = ""
) -> User:
    """An account that is fully set up (password and a second factor)."""
    user = User.objects.create_user(nip, PASSWORD, person=person, display_name=name)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    if role:
        RoleGrant.objects.create(user=user, role=role, agency=agency)
    return user


def unit(agency: Agency, name: str, parent: Unit | None = None) -> Unit:
    created = Unit.objects.add(via=ACTION, agency=agency, parent=parent, name=name, path="")
    created.path = (parent.path if parent else "") + Unit.step(created.pk)
    created.save(via=ACTION, update_fields=["path"])
    return created


def assign(
    who: Person, where: Unit, title: str, superior: Person | None, kind: PositionKind = PositionKind.JA, **fields: Any
) -> Assignment:
    since = fields.pop("since", dt.date(2024, 1, 2))
    return Assignment.objects.add(
        via=ACTION,
        person=who,
        agency=where.agency,
        unit=where,
        position_title=title,
        position_kind=kind,
        superior=superior,
        valid=(since, fields.pop("until", None)),
        **fields,
    )


def build_world() -> World:
    """Build it (about 60 statements); the same every time."""
    a = Agency.objects.add(via=ACTION, name="Dinas Kependudukan dan Pencatatan Sipil", region="Kota Salatiga (contoh)")
    b = Agency.objects.add(via=ACTION, name="Dinas Kesehatan", region="Kota Salatiga (contoh)")
    root, b_root = unit(a, a.name), unit(b, b.name)
    office = unit(a, "Bidang Pelayanan Pencatatan Sipil", root)
    world = World(today=today(), a=a, b=b, root=root, office=office, b_root=b_root)
    folk = {
        "head": ("Ir. Muhammad Hidayat", "197005152000031001"),
        "superior": ("Bambang Wijaya, S.H.", "198203042006041002"),
        "employee": ("Sari Lestari, A.Md.", "199005052017072004"),
        "peer": ("Teguh", "199208122015111044"),
        "acting": ("Rina Kusuma, S.Sos.", "198507212009012003"),
        "admin": ("Dewi Anggraini", "198811302012012005"),
        "stranger_head": ("dr. Kadek Nasution", "197008021999072007"),
        "stranger": ("Ahmad Fauzi", "199104152016031008"),
    }
    world.people = {key: person(name, nip) for key, (name, nip) in folk.items()}
    p = world.people
    assign(p["head"], root, "Kepala Dinas", None, PositionKind.JPT, is_head=True)
    assign(p["superior"], office, "Kepala Bidang", p["head"], is_head=True)
    assign(p["employee"], office, "Pengadministrasi Kependudukan", p["superior"])
    assign(p["peer"], office, "Arsiparis", p["superior"], PositionKind.JF, position_level="Terampil")
    assign(p["acting"], root, "Sekretaris Dinas", p["head"])
    assign(p["admin"], root, "Analis SDM Aparatur", p["head"], PositionKind.JF, position_level="Ahli Muda")
    assign(p["stranger_head"], b_root, "Kepala Dinas", None, PositionKind.JPT, is_head=True)
    assign(p["stranger"], b_root, "Perawat", p["stranger_head"], PositionKind.JF, position_level="Ahli Pertama")
    world.users = {key: account(p[key].nip, p[key]) for key in STAFF}
    RoleGrant.objects.create(user=world.users["admin"], role=Who.AGENCY_ADMIN, agency=a)
    for name, role in ROLE_ONLY.items():
        world.users[name] = account(name, role=role, name=role.label)
    return world

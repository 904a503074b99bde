"""A report while it is being written: carried by the page itself, signed, so that the server keeps nothing until it is sent.

Only pictures wait on the server (they are too large for a page), under a digest of the token that the page carries.
"""

from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from django.core import signing

from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode

SIGNER = signing.Signer(salt="complaints.draft")


@dataclass
class Draft:
    """Everything answered so far, as texts."""

    token: str = field(default_factory=actions.draw_token)
    mode: str = ""
    category: str = ""  # code
    text: str = ""
    wanted: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    accused_words: str = ""
    accused_unit: str = ""
    place: str = ""
    street: str = ""
    latitude: str = ""
    longitude: str = ""
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    reviewing: bool = False  # came from the review: after this question back to it
    alike_seen: bool = False

    def signed(self) -> str:
        """As the page carries it."""
        return SIGNER.sign_object({k: v for k, v in asdict(self).items() if v}, compress=True)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The draft of a page, or None when it was not made here."""
        try:
            stored = SIGNER.unsign_object(text)
        except (signing.BadSignature, ValueError):
            return None
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in stored.items() if k in known}) if stored.get("token") else None

    def report(self) -> actions.Report:
        """What is handed over when it is sent; choices that are gone meanwhile count as not chosen."""
        category = queries.category_by_code(self.category) or queries.categories()[0]
        anonymous = self.mode == Mode.ANONYMOUS
        return actions.Report(
            token=self.token,
            category=category,
            text=self.text,
            mode=Mode(self.mode),
            channel=Channel.WEB,
            wanted=self.wanted,
            answers=self.answers,
            place=queries.place_by_pk(int(self.place)) if self.place.isdigit() else None,
            street=self.street,
            latitude=coordinate(self.latitude),
            longitude=coordinate(self.longitude),
            accused_words=self.accused_words if category.about_officer or category.is_praise else "",
            accused_unit=queries.unit_by_pk(int(self.accused_unit))
            if category.about_officer and self.accused_unit.isdigit()
            else None,
            name="" if anonymous else self.name,
            address="" if anonymous else self.address,
            phone="" if anonymous else self.phone,
            email="" if anonymous else self.email,
        )


def coordinate(text: str) -> Decimal | None:
    """A coordinate with five places, or None."""
    try:
        return Decimal(text).quantize(Decimal("0.00001")) if text else None
    except InvalidOperation:
        return None

"""Words for everybody, held against what the case knows of its reporter. The actions' own."""

from pamong.voice.complaints.models import Complaint, Identity
from pamong.voice.complaints.rules import publicwords
from pamong.voice.complaints.rules.publicwords import Known


def check_public(complaint: Complaint, words: str, *, field: str = "text") -> None:
    """Raises Refused when the words tell who reported. Of a sealed identity nothing is known here, of an anonymous one nothing at all."""
    who = Identity.objects.filter(complaint_id=complaint.pk).first()
    place = complaint.place
    innocent = [complaint.category.name, complaint.street]
    innocent += [place.name, place.parent.name if place.parent else ""] if place else []
    innocent += [complaint.unit.name] if complaint.unit else []
    known = Known(
        name=who.name if who else "",
        phone=who.phone if who else "",
        email=who.email if who else "",
        address=who.address if who else "",
        told=complaint.text,
        innocent=tuple(innocent),
    )
    publicwords.check_public(words, known, field=field)

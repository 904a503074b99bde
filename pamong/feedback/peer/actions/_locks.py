"""One order of locks: the round first (shared; its release takes it alone), then the person it is about."""

from django.db import connection

from pamong.feedback.peer.models import Subject


def locked(subject_id: int) -> Subject:
    """The person in a round, locked for this transaction, the round held open (or seen closed) until its end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id FROM peer_round r JOIN peer_subject s ON s.round_id = r.id WHERE s.id = %s FOR SHARE OF r",
            [subject_id],
        )
    return Subject.objects.select_for_update(of=("self",)).select_related("round").get(pk=subject_id)

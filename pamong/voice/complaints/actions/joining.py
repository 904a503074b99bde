"""“The same happened to me”: one voice more for a public case, from the same browser or draft once only."""

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.voice.complaints.models import Complaint, DraftPhoto, JoinMark
from pamong.voice.complaints.rules import receipts


@transaction.atomic
def join(*, complaint: Complaint, token: str, browser: str = "", by: Viewer) -> bool:
    """Count one voice more; the draft and its pictures go. Answers False where this draft or browser had joined before.

    Kept is a keyed digest of draft or browser with the case: it tells neither. Another browser, or one whose cookies were
    cleared, counts again: without knowing people that cannot be known.
    """
    del by
    DraftPhoto.objects.filter(draft=receipts.digest(token)).delete()
    marks = [JoinMark(mark=_mark(secret, complaint.pk)) for secret in {token, browser} if secret]
    # Locked: two presses at once come one after the other, and the second finds the marks of the first.
    fresh = Complaint.objects.select_for_update(of=("self",)).filter(pk=complaint.pk, is_public=True).first()
    if fresh is None or JoinMark.objects.filter(mark__in=[m.mark for m in marks]).exists():
        return False
    JoinMark.objects.bulk_create(marks, ignore_conflicts=True)
    Complaint.objects.filter(pk=fresh.pk).update(via=ACTION, voices=F("voices") + 1)
    return True


def _mark(secret: str, complaint_id: int) -> str:
    return salted_hmac("pamong.complaints.join", f"{secret}:{complaint_id}", algorithm="sha256").hexdigest()

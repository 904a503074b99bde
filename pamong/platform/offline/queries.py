"""What came from a queue."""

from pamong.platform.offline.models import Receipt


def receipt_of(policy: str, object_id: int) -> Receipt | None:
    """When the thing made through this form was written offline, if it was; ask for things the viewer may see."""
    return Receipt.objects.filter(policy=policy, object_id=str(object_id)).first()

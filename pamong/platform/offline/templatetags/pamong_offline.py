"""Says on a thing's page that it was written without a connection."""

from django import template

from pamong.platform.offline.models import Receipt
from pamong.platform.offline.queries import receipt_of

register = template.Library()


@register.inclusion_tag("offline/receipt.html")
def written_offline(policy: str, object_id: int) -> dict[str, Receipt | None]:
    """{% written_offline "entry.create" entry.pk %} (one statement)."""
    return {"receipt": receipt_of(policy, object_id)}

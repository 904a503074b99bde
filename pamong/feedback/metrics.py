"""What this area tells the evidence spine."""

from django.utils.translation import gettext_lazy as _

from pamong.evidence import registry

RECEIVED = registry.metric(
    id="feedback.received", title=_("Umpan balik diterima"), unit=_("umpan balik"), kind="count", source_area="feedback"
)
registry.source("feedback.feedback", title=_("Umpan balik"), url_name="feedback:one")

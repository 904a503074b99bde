"""What this area tells the evidence spine, and the notices it sends."""

from django.utils.translation import gettext_lazy as _

from pamong.evidence import registry
from pamong.platform.notifications import kinds

ENTRY = registry.metric(
    id="worklog.entry", title=_("Catatan harian dikirim"), unit=_("catatan"), kind="count", source_area="worklog"
)
OUTPUT = registry.metric(
    id="worklog.output", title=_("Hasil dari catatan harian yang diterima"), unit="", kind="sum", source_area="worklog"
)
registry.source("worklog.entry", title=_("Catatan harian"), url_name="worklog:entry")

ACCEPTED = kinds.declare("worklog.accepted", title=_("Catatan harian Anda diterima"))
RETURNED = kinds.declare("worklog.returned", title=_("Catatan harian Anda dikembalikan"), mail=True)

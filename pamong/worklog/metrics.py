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

ORDER = kinds.declare("worklog.order", title=_("Disposisi untuk Anda"), mail=True)
ORDER_DONE = kinds.declare("worklog.order_done", title=_("Disposisi selesai"))
MAIL_RESULT = kinds.declare("worklog.mail_result", title=_("Catatan dari surel Anda"))
REMINDER = kinds.declare("worklog.reminder", title=_("Catatan harian hari ini belum ada"), mail=True)
ACCEPTED = kinds.declare("worklog.accepted", title=_("Catatan harian Anda diterima"))
RETURNED = kinds.declare("worklog.returned", title=_("Catatan harian Anda dikembalikan"), mail=True)
STRAY = kinds.declare("worklog.stray", title=_("Catatan yang masih terkait SKP lama"), mail=True)
CARRIED = kinds.declare("worklog.carried", title=_("Catatan dipindahkan ke SKP baru"))

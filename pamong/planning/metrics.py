"""What this area tells the evidence spine."""

from django.utils.translation import gettext_lazy as _

from pamong.evidence import registry

IN_TIME = registry.metric(
    id="planning.agreed_in_time",
    title=_("SKP disepakati dalam masa perencanaan"),
    unit=_("persen"),
    kind="share",
    source_area="planning",
    means=_("Tiap SKP yang disepakati satu kasus: 1 bila dalam masa perencanaan siklus, 0 bila sesudahnya."),
)
REVIEW = registry.metric(
    id="planning.review_days",
    title=_("Lama memeriksa SKP bawahan"),
    unit=_("hari kerja"),
    kind="duration",
    source_area="planning",
    means=_("Hari kerja dari SKP diajukan sampai disepakati, tercatat pada yang memeriksa; hari yang sama dihitung 0."),
)
registry.source("planning.skp", title=_("SKP"), url_name="planning:skp")

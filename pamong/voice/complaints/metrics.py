"""What complaints tell the evidence spine. Facts name the unit and, where one handled it, the officer; never the reporter."""

from django.utils.translation import gettext_lazy as _

from pamong.evidence import registry

RECEIVED = registry.metric(
    id="voice.received", title=_("Pengaduan diterima"), unit=_("pengaduan"), kind="count", source_area="voice"
)
IN_TIME = registry.metric(
    id="voice.in_time", title=_("Pengaduan ditanggapi tepat waktu"), unit=_("bagian"), kind="share", source_area="voice"
)
DAYS = registry.metric(
    id="voice.days", title=_("Lama menanggapi pengaduan"), unit=_("hari"), kind="mean", source_area="voice"
)
HANDLED = registry.metric(
    id="voice.handled",
    title=_("Pengaduan ditanggapi"),
    unit=_("pengaduan"),
    kind="count",
    source_area="voice",
    shows_in_day=True,
)
EXPLAINED = registry.metric(
    id="voice.explained",
    title=_("Penjelasan kepada publik"),
    unit=_("penjelasan"),
    kind="count",
    source_area="voice",
    shows_in_day=True,
)
UPHELD = registry.metric(
    id="voice.upheld", title=_("Pengaduan terbukti"), unit=_("bagian"), kind="share", source_area="voice"
)
ABOUT = registry.metric(
    id="voice.about",
    title=_("Pengaduan terbukti tentang pegawai atau unit"),
    unit=_("pengaduan"),
    kind="count",
    source_area="voice",
    citizen="complaint",
)
SATISFACTION = registry.metric(
    id="voice.satisfaction",
    title=_("Penilaian pelapor atas penanganan (1–4)"),
    unit=_("nilai"),
    kind="mean",
    source_area="voice",
    citizen="score",
)
PRAISE = registry.metric(
    id="voice.praise",
    title=_("Pujian warga"),
    unit=_("pujian"),
    kind="count",
    source_area="voice",
    citizen="praise",
)
registry.source("voice.complaint", title=_("Pengaduan"), url_name="complaints:case")
registry.source("voice.redacted", title=_("Ringkasan pengaduan"), url_name="complaints:about_me")

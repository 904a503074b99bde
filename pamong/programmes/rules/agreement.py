"""The states of a perjanjian kinerja and what it must hold before it is signed."""

from collections.abc import Mapping
from typing import Any

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

DRAFT, SIGNED, AGREED, REPLACED = "draft", "signed", "agreed", "replaced"


def check_can_sign(state: str, content: Mapping[str, Any]) -> None:
    """The agency head signs a draft that promises something measurable; raises Refused otherwise."""
    if state != DRAFT:
        raise Refused(N_("Perjanjian ini sudah ditandatangani. Muat ulang halaman."), code="keadaan_berubah")
    if not content["outcomes"]:
        raise Refused(N_("Renstra tahun ini belum punya sasaran. Lengkapi Renstra dahulu."), code="kosong")
    for outcome in content["outcomes"]:
        if not any(m["target"] for m in outcome["measures"]):
            raise Refused(
                N_("Sasaran “%(name)s” belum punya indikator dengan target tahun ini. Lengkapi Renstra dahulu."),
                name=outcome["name"],
                code="tanpa_target",
            )


def check_waits_for_leader(state: str) -> None:
    """The head of region approves or returns what the agency head has signed; raises Refused otherwise."""
    if state != SIGNED:
        raise Refused(
            N_("Perjanjian ini tidak sedang menunggu pimpinan daerah. Muat ulang halaman."), code="keadaan_berubah"
        )


def check_new_version(*, open_one: bool, in_force: bool, reason: str) -> None:
    """One open version at a time; a version after one in force says why. Raises Refused."""
    if open_one:
        raise Refused(N_("Masih ada versi yang belum selesai. Lanjutkan versi itu."), code="masih_terbuka")
    if in_force and not reason.strip():
        raise Refused(N_("Tulis alasan perubahan perjanjian yang sudah berlaku."), field="reason")

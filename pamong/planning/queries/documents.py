"""What the printed forms say: plain texts, always in Indonesian, dates and numbers written out."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from pamong.people import queries as people
from pamong.planning.enums import Approach, Aspect, Direction, Intervention, Perspective, ResultKind
from pamong.planning.models import Skp
from pamong.planning.queries.cascade import Matrix
from pamong.planning.queries.content import content, frozen_content
from pamong.planning.queries.measured import source_text
from pamong.planning.queries.revisions import Version
from pamong.planning.queries.service import Served, served
from pamong.planning.rules import conduct, prorata
from pamong.platform.ui import formatting

STATES = {
    "draft": "DRAF",
    "submitted": "DIAJUKAN, BELUM DISETUJUI",
    "returned": "DIKEMBALIKAN, BELUM DISETUJUI",
    "agreed": "",
}
ANNEXES = {
    "resources": "DUKUNGAN SUMBER DAYA",
    "accountability": "SKEMA PERTANGGUNGJAWABAN",
    "consequences": "KONSEKUENSI",
}
NOBODY = {"name": "", "nip": "", "rank": "", "position": "", "unit": "", "agency": "", "status": ""}


def skp_document(skp: Skp, version: Version | None = None) -> dict[str, Any]:
    """The plan in the form of the annex: as frozen when agreed (or in an earlier version), else as it stands now with its
    state on every page.
    """
    with override("id"):
        frozen = version.frozen if version else skp.frozen
        number = version.number if version else skp.number
        first, last = (version.starts, version.ends) if version else (skp.in_force_from or skp.starts, skp.ends)
        if frozen:
            sides, said = frozen, frozen["content"]
        else:
            sides, said = _sides(skp), frozen_content(skp, content(skp.pk))
        serves = served([skp.pk])
        return {
            "agency": sides["employee"]["agency"] or skp.cycle.agency.name,
            "region": skp.cycle.agency.region,
            "period": f"{formatting.long_date(skp.starts)} s.d. {formatting.long_date(skp.ends)}",
            "part": part_words(skp),
            "approach": str(Approach(said["approach"]).label),
            "quantitative": said["approach"] == Approach.QUANTITATIVE,
            "leader_form": said["leader_form"],
            "employee": _side(sides["employee"]),
            "assessor": _side(sides["assessor"]),
            "acting": _side(sides["acting"]) if sides["acting"] else None,
            "main": [_result(r, serves) for r in said["results"] if r["kind"] == ResultKind.MAIN],
            "additional": [_result(r, serves) for r in said["results"] if r["kind"] != ResultKind.MAIN],
            "conduct": [
                {
                    "label": v.label,
                    "statements": list(v.statements),
                    "expectation": said["expectations"].get(v.value, ""),
                }
                for v in conduct.VALUES
            ],
            "expectation_for_all": said["expectations"].get("", ""),
            "annexes": [
                {"label": label, "lines": said.get("annexes", {}).get(name, "").splitlines()}
                for name, label in ANNEXES.items()
            ],
            "version": _version_words(number, first, last, skp.state) if number > 1 or version else "",
            "state": "TIDAK BERLAKU LAGI" if version else STATES[skp.state],
            "agreed_on": _agreed_on(skp, version),
            "hash": version.content_hash if version else skp.content_hash,
        }


def part_words(skp: Skp) -> str:
    """How much of the year the plan covers, when it is not all of it: "BAGIAN 212 DARI 365 HARI (58,08%)"."""
    part = prorata.part(skp.starts, skp.ends, skp.cycle.starts, skp.cycle.ends)
    days, total, share = (formatting.number(value) for value in (part.days, part.total, part.share))
    return f"BAGIAN {days} DARI {total} HARI ({share}%)" if part.share < 100 else ""


def _version_words(number: int, first: dt.date, last: dt.date, state: str) -> str:
    days = f"{formatting.long_date(first)} s.d. {formatting.long_date(last)}"
    return f"VERSI {number}, BERLAKU {days}" if state == "agreed" else ""


def _agreed_on(skp: Skp, version: Version | None) -> str:
    at = version.agreed_at if version else skp.agreed_at
    return formatting.long_date(at) if at else ""


def _sides(skp: Skp) -> dict[str, Any]:
    ids = [skp.person_id] + ([skp.assessor_id] if skp.assessor_id else [])
    found = people.snapshots(*ids)
    return {"employee": found[skp.person_id], "assessor": found.get(skp.assessor_id or 0, NOBODY), "acting": None}


def _side(person: dict[str, Any]) -> dict[str, str]:
    nip = formatting.nip(person["nip"]) if person["nip"] else ""
    return {
        "name": person["name"],
        "nip": nip,
        "rank": person["rank"],
        "position": person["position"],
        "unit": person["unit"],
        "agency": person["agency"],
    }


def _number(text: str | None) -> str:
    return "" if text is None else formatting.number(Decimal(text))


def _result(raw: dict[str, Any], serves: dict[int, Served]) -> dict[str, Any]:
    link = serves.get(raw["id"] or 0)
    return {
        "programme": link.text if link else "",
        "title": raw["title"],
        "description": raw["description"],
        "parent": raw["parent_title"],
        "weight": f"{_number(raw['weight'])}%" if raw["weight"] else "",
        "ends": formatting.long_date(dt.date.fromisoformat(raw["ends"])) if raw["ends"] else "",
        "perspective": str(Perspective(raw["perspective"]).label) if raw["perspective"] else "",
        "indicators": [_indicator(i) for i in raw["indicators"]],
    }


def _indicator(raw: dict[str, Any]) -> dict[str, str]:
    return {
        "aspect": str(Aspect(raw["aspect"]).label) if raw["aspect"] else "",
        "text": raw["text"],
        "target": target_text(raw),
        "evidence": _evidence(raw),
    }


def _evidence(raw: dict[str, Any]) -> str:
    """Where the realisation comes from: what fills it by itself, then what the plan says in its own words."""
    measured = f"Otomatis: {source_text(raw['measure'])}" if raw.get("measure") else ""
    return "; ".join(text for text in (measured, raw["evidence_source"]) if text)


def target_text(raw: dict[str, Any]) -> str:
    """The target in words: "95 persen", "paling lama 14 hari" is left to the indicator's own text; ranges as "80–90 persen"."""
    if raw["target_text"] and raw["target"] is None:
        return str(raw["target_text"])
    if raw["target"] is None:
        return ""
    number = _number(raw["target"])
    if raw["direction"] == Direction.RANGE and raw["target_max"] is not None:
        number = f"{number}–{_number(raw['target_max'])}"
    sign = {Direction.LESS.value: "≤ "}.get(raw["direction"], "")
    return f"{sign}{number} {raw['unit']}".strip()


def matrix_document(skp: Skp, table: Matrix) -> dict[str, Any]:
    """The role-result matrix: a column per leader's result, a row per person."""
    with override("id"):
        words = {Intervention.DIRECT.value: "Langsung", Intervention.INDIRECT.value: "Tidak langsung"}
        return {
            "agency": skp.cycle.agency.name,
            "region": skp.cycle.agency.region,
            "period": f"{formatting.long_date(skp.starts)} s.d. {formatting.long_date(skp.ends)}",
            "leader": {"name": skp.person.name, "position": skp.assignment.position_title},
            "results": [r.title for r in table.results],
            "gaps": [r.title for r in table.gaps],
            "rows": [
                {
                    "name": row.name,
                    "cells": [
                        {
                            "way": words.get(cell.intervention, ""),
                            "intermediate": cell.intermediate,
                            "titles": cell.titles,
                        }
                        for cell in row.cells
                    ],
                }
                for row in table.rows
            ],
        }
